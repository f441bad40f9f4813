import { expect, test } from "vitest";
import { keepRecords, records } from "./csv";

const text = 'requirement,title\na:1,"one, ""first""\nsecond line"\na:2,two\na:10,ten\n';

test("a line break inside quotes does not end a record", () => {
  expect(records(text)).toEqual([
    "requirement,title\n",
    'a:1,"one, ""first""\nsecond line"\n',
    "a:2,two\n",
    "a:10,ten\n",
  ]);
});

test("a last record without a line end counts", () => {
  expect(records("a\nb")).toEqual(["a\n", "b"]);
  expect(records("")).toEqual([]);
});

test("the header and the chosen records are kept byte for byte", () => {
  expect(keepRecords(text, new Set(["a:1", "a:10"]))).toBe(
    'requirement,title\na:1,"one, ""first""\nsecond line"\na:10,ten\n',
  );
  expect(keepRecords(text, new Set(["a:1", "a:2", "a:10"]))).toBe(text);
  expect(keepRecords(text, new Set())).toBe("requirement,title\n");
});
