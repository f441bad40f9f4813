import type { State } from "./types/State";

/** What the page shows, as the hash of its address holds it. */
export type Route =
  | { view: "overview" }
  | { view: "matrix"; standards: string[]; onlyGaps: boolean; words: boolean; text: string; folded: string[] }
  | { view: "requirement"; id: string }
  | {
      view: "gap";
      have: string[];
      want: string;
      contested: boolean;
      states: State[];
      text: string;
      open: string[];
    }
  | { view: "unknown"; path: string };

export type View = Route["view"];
export type RouteOf<V extends View> = Extract<Route, { view: V }>;

export const overview: Route = { view: "overview" };

/** The question most people come with: two certificates are held, the third is wanted. */
export const defaultGap: RouteOf<"gap"> = {
  view: "gap",
  have: ["iso27001-2022", "iso9001-2015"],
  want: "iso20000-1-2018",
  contested: false,
  states: [],
  text: "",
  open: [],
};

export const defaultMatrix: RouteOf<"matrix"> = {
  view: "matrix",
  standards: ["iso20000-1-2018", "iso9001-2015", "iso27001-2022", "itil4"],
  onlyGaps: false,
  words: false,
  text: "",
  folded: [],
};

const states = ["covered", "partial", "suggested", "none", "not-examined"] as const satisfies State[];

/** The route that a hash (with or without `#`) asks for. */
export function parseRoute(hash: string): Route {
  const [path = "", search = ""] = split(hash.replace(/^#?\/?/, ""), "?");
  const [view, id] = split(path, "/");
  const given = new URLSearchParams(search);
  switch (view) {
    case "":
    case "overview":
      return overview;
    case "matrix":
      return {
        view,
        standards: list(given, "standards") ?? defaultMatrix.standards,
        onlyGaps: given.has("only-gaps"),
        words: given.has("words"),
        text: given.get("text") ?? "",
        folded: list(given, "folded") ?? [],
      };
    case "requirement":
      return { view, id: decoded(id ?? "") };
    case "gap":
      return {
        view,
        have: list(given, "have") ?? defaultGap.have,
        want: given.get("want") ?? defaultGap.want,
        contested: given.has("contested"),
        states: states.filter((state) => list(given, "state")?.includes(state)),
        text: given.get("text") ?? "",
        open: list(given, "open") ?? [],
      };
    default:
      return { view: "unknown", path: decoded(path) };
  }
}

/** The hash, with `#`, that leads to a route. `parseRoute` reads it back unchanged. */
export function formatRoute(route: Route): string {
  switch (route.view) {
    case "overview":
      return "#/overview";
    case "matrix":
      return withSearch("#/matrix", [
        ["standards", route.standards],
        ["only-gaps", route.onlyGaps],
        ["words", route.words],
        ["text", route.text],
        ["folded", optional(route.folded)],
      ]);
    case "requirement":
      return route.id === "" ? "#/requirement" : `#/requirement/${encoded(route.id)}`;
    case "gap":
      return withSearch("#/gap", [
        ["have", route.have],
        ["want", route.want],
        ["contested", route.contested],
        ["state", optional(route.states)],
        ["text", route.text],
        ["open", optional(route.open)],
      ]);
    case "unknown":
      return `#/${encoded(route.path)}`;
  }
}

/** The hash of one requirement's page. */
export function toRequirement(id: string): string {
  return formatRoute({ view: "requirement", id });
}

/** `items` with `item` taken out if it is there, else added. */
export function toggled<T>(items: readonly T[], item: T): T[] {
  return items.includes(item) ? items.filter((other) => other !== item) : [...items, item];
}

type Parameter = readonly [name: string, value: string | boolean | readonly string[] | null];

function withSearch(path: string, parameters: Parameter[]): string {
  const parts = parameters.flatMap(([name, value]) => {
    if (value === null || value === false || value === "") return [];
    if (value === true) return [`${name}=1`];
    return [`${name}=${typeof value === "string" ? encoded(value) : value.map(encoded).join(",")}`];
  });
  return parts.length === 0 ? path : `${path}?${parts.join("&")}`;
}

function optional(items: readonly string[]): readonly string[] | null {
  return items.length === 0 ? null : items;
}

function list(given: URLSearchParams, name: string): string[] | undefined {
  return given
    .get(name)
    ?.split(",")
    .filter((item) => item !== "");
}

function split(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}

// Ids hold colons, which a hash may carry as they are: the address stays legible.
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%3A", ":");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
