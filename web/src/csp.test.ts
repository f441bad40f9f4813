import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { headers } from "../csp.ts";

test("the header file for hosts sends what the preview sends", () => {
  const text = readFileSync(join(import.meta.dirname, "../public/_headers"), "utf8");
  const [, ...lines] = (text.split("\n/assets/")[0] ?? "").split("\n");
  const written = lines.filter((line) => line !== "").map((line) => line.trim());
  expect(written.sort()).toEqual(
    Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .sort(),
  );
});
