import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import english from "./messages/en.ftl?raw";

const bundle = bundleOf("en", english);

/** The message `id` in the page's language. A missing message shows its id and is reported on the console. */
export function t(id: string, values?: Record<string, FluentVariable>): string {
  const pattern = bundle.getMessage(id)?.value;
  if (!pattern) {
    console.error(`no message \`${id}\``);
    return id;
  }
  const errors: Error[] = [];
  const text = bundle.formatPattern(pattern, values, errors);
  for (const error of errors) console.error(`message \`${id}\`: ${error.message}`);
  return text;
}

function bundleOf(locale: string, text: string): FluentBundle {
  // Isolation marks would end up in what people copy from the page.
  const made = new FluentBundle(locale, { useIsolating: false });
  for (const error of made.addResource(new FluentResource(text))) console.error(error.message);
  return made;
}
