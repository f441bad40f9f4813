import type { StandardsAnswer } from "./types/StandardsAnswer";

let answer = $state.raw<StandardsAnswer | null>(null);

/** Keeps the standards for every view, once they are known. */
export function knowStandards(known: StandardsAnswer): void {
  answer = known;
}

/** The standards and the pairs of them, as the engine named them at the start. */
export function standards(): StandardsAnswer {
  return answer ?? { standards: [], pairs: [], set_aside: 0, contradictory_rows: 0 };
}

/** The name of a standard, as "ISO 9001:2015"; its key where there is no such standard. */
export function nameOf(key: string): string {
  return standards().standards.find((standard) => standard.key === key)?.name ?? key;
}

/** An id as people read it: "ISO 9001:2015 8.4"; a whole standard, `KEY:*`, by its name. */
export function readableId(id: string): string {
  const colon = id.indexOf(":");
  const name = nameOf(id.slice(0, colon));
  return isWhole(id) ? name : `${name} ${id.slice(colon + 1)}`;
}

/** Whether an id stands for a whole standard, which has no page of its own. */
export function isWhole(id: string): boolean {
  return id.endsWith(":*");
}
