import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { expect, test } from "vitest";
import { t } from "./messages";

const here = import.meta.dirname;
const english = readFileSync(join(here, "messages/en.ftl"), "utf8");

const code = readdirSync(here, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.(svelte|ts)$/.test(path) && !/^(built|types)\b|\.test\.ts$|^messages\.ts$/.test(path))
  .map((path) => readFileSync(join(here, path), "utf8"))
  .join("\n");

/** The calls of `t`, each with the names of the values it gives. */
const calls = [...code.matchAll(/\bt\("([\w-]+)"(,\s*\{)?/g)].map((match) => ({
  id: match[1] ?? "",
  values: match[2] === undefined ? [] : keys(code, match.index + match[0].length),
}));

/** The names at the top level of the object that opens just before `at`. */
function keys(text: string, at: number): string[] {
  const found: string[] = [];
  let depth = 1;
  let name = "";
  let inKey = true;
  for (let index = at; depth > 0 && index < text.length; index += 1) {
    const character = text[index] ?? "";
    if ("{([".includes(character)) depth += 1;
    if ("})]".includes(character)) depth -= 1;
    if (depth === 1 && inKey && /[\w$]/.test(character)) name += character;
    if ((depth === 1 && (character === ":" || character === ",")) || depth === 0) {
      if (inKey && name !== "") found.push(name);
      name = "";
      inKey = character === ",";
    }
  }
  return found;
}

/** The messages, each with the placeholders it holds. */
const messages = new Map(
  english
    .split(/^(?=[a-z])/m)
    .filter((entry) => !entry.startsWith("#"))
    .map((entry) => [
      entry.slice(0, entry.indexOf(" ")),
      new Set([...entry.matchAll(/\$(\w+)/g)].map((match) => match[1] ?? "")),
    ]),
);

test("the message file is well formed", () => {
  expect(new FluentBundle("en").addResource(new FluentResource(english))).toEqual([]);
  const ids = english.match(/^[a-z][\w-]*(?= =)/gm) ?? [];
  expect(ids.length).toBe(new Set(ids).size);
});

test("every id that is used is defined, and every id that is defined is used", () => {
  const used = [...new Set(calls.map((call) => call.id))].sort();
  expect(used).toEqual([...messages.keys()].sort());
});

test("every call gives the values that its message holds, and no other", () => {
  for (const { id, values } of calls) {
    expect({ id, values: values.sort() }).toEqual({ id, values: [...(messages.get(id) ?? [])].sort() });
  }
});

test("no id is put together at run time", () => {
  expect(code.match(/\bt\((?!")[^)]*\)/g)).toBeNull();
});

test("a message is filled in and counted", () => {
  expect(t("rows-shown", { shown: 1, of: 63 })).toBe("1 row of 63.");
  expect(t("rows-shown", { shown: 12, of: 63 })).toBe("12 rows of 63.");
});
