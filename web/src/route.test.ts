import { describe, expect, test } from "vitest";
import { defaultGap, defaultMatrix, formatRoute, parseRoute, toggled, type Route } from "./route";

const routes: [string, Route][] = [
  ["#/overview", { view: "overview" }],
  ["#/requirement", { view: "requirement", id: "" }],
  ["#/requirement/iso27001-2022:A.5.24", { view: "requirement", id: "iso27001-2022:A.5.24" }],
  ["#/gap?have=iso27001-2022,iso9001-2015&want=iso20000-1-2018", defaultGap],
  ["#/gap?have=&want=itil4", { ...defaultGap, have: [], want: "itil4" }],
  [
    "#/gap?have=27001:2013&want=9001&contested=1&state=partial,none&text=a%2Cb&open=iso9001-2015:8.4",
    {
      view: "gap",
      have: ["27001:2013"],
      want: "9001",
      contested: true,
      states: ["partial", "none"],
      text: "a,b",
      open: ["iso9001-2015:8.4"],
    },
  ],
  ["#/matrix?standards=iso20000-1-2018,iso9001-2015,iso27001-2022,itil4", defaultMatrix],
  [
    "#/matrix?standards=itil4,9001&only-gaps=1&words=1&text=risk%20%26%20more&folded=iso9001-2015:8",
    {
      view: "matrix",
      standards: ["itil4", "9001"],
      onlyGaps: true,
      words: true,
      text: "risk & more",
      folded: ["iso9001-2015:8"],
    },
  ],
  ["#/terms", { view: "unknown", path: "terms" }],
];

describe("an address", () => {
  test.each(routes)("%s is written and read back", (hash, route) => {
    expect(formatRoute(route)).toBe(hash);
    expect(parseRoute(hash)).toEqual(route);
  });

  test.each(["", "#", "#/", "#/overview"])("%o leads to the overview", (hash) => {
    expect(parseRoute(hash)).toEqual({ view: "overview" });
  });

  test("without parameters the gap asks its most common question", () => {
    expect(parseRoute("#/gap")).toEqual(defaultGap);
    expect(parseRoute("#/matrix")).toEqual(defaultMatrix);
  });

  test("a state that does not exist is left out", () => {
    expect(parseRoute("#/gap?state=partial,mostly")).toEqual({ ...defaultGap, states: ["partial"] });
  });

  test("a broken escape is taken as it stands", () => {
    expect(parseRoute("#/requirement/%E0%A4%A")).toEqual({ view: "requirement", id: "%E0%A4%A" });
  });
});

test("toggling twice changes nothing", () => {
  expect(toggled(["a", "b"], "c")).toEqual(["a", "b", "c"]);
  expect(toggled(toggled(["a", "b"], "c"), "c")).toEqual(["a", "b"]);
});
