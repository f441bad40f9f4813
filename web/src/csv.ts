/** The records of a CSV text, each with its line ending; line breaks inside quotes do not end a record. */
export function records(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    if (character !== "\n" || quoted) continue;
    found.push(text.slice(start, at + 1));
    start = at + 1;
  }
  if (start < text.length) found.push(text.slice(start));
  return found;
}

/**
 * The header of a CSV text and those of its records whose first cell is one of `ids`.
 *
 * What is kept stays as it was, byte for byte: ids never need quotes.
 */
export function keepRecords(text: string, ids: ReadonlySet<string>): string {
  const [header = "", ...rest] = records(text);
  return header + rest.filter((record) => ids.has(record.slice(0, record.indexOf(",")))).join("");
}

/** Hands `text` to the browser as a file to save. */
export function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  // The browser reads the file after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
