import { t } from "./messages";
import type { Basis } from "./types/Basis";
import type { CellState } from "./types/CellState";
import type { Confidence } from "./types/Confidence";
import type { Kind } from "./types/Kind";
import type { Rationale } from "./types/Rationale";
import type { Relationship } from "./types/Relationship";
import type { RelationshipCounts } from "./types/RelationshipCounts";
import type { Review } from "./types/Review";
import type { Severity } from "./types/Severity";
import type { State } from "./types/State";
import type { StateCounts } from "./types/StateCounts";
import type { Status } from "./types/Status";

/** A relationship as symbol, as words, and as a sentence about the two sides. */
export const relationships: Record<Relationship, { symbol: string; word: () => string; says: () => string }> =
  {
    "equal-to": { symbol: "=", word: () => t("equal-to"), says: () => t("equal-to-says") },
    "subset-of": { symbol: "⊂", word: () => t("subset-of"), says: () => t("subset-of-says") },
    "superset-of": { symbol: "⊃", word: () => t("superset-of"), says: () => t("superset-of-says") },
    "intersects-with": {
      symbol: "∩",
      word: () => t("intersects-with"),
      says: () => t("intersects-with-says"),
    },
    "no-relationship": {
      symbol: "∅",
      word: () => t("no-relationship"),
      says: () => t("no-relationship-says"),
    },
  };

/** The five relationships in the order in which they are shown, with their field in a count. */
export const relationshipOrder: [Relationship, keyof RelationshipCounts][] = [
  ["equal-to", "equal_to"],
  ["subset-of", "subset_of"],
  ["superset-of", "superset_of"],
  ["intersects-with", "intersects_with"],
  ["no-relationship", "no_relationship"],
];

/** The five states in the order in which they are shown, with their field in a count. */
export const stateOrder: [State, keyof StateCounts][] = [
  ["covered", "covered"],
  ["partial", "partial"],
  ["suggested", "suggested"],
  ["not-examined", "not_examined"],
  ["none", "none"],
];

export const stateWord: Record<State, () => string> = {
  covered: () => t("state-covered"),
  partial: () => t("state-partial"),
  suggested: () => t("state-suggested"),
  none: () => t("state-none"),
  "not-examined": () => t("state-not-examined"),
};

export const stateSays: Record<State, () => string> = {
  covered: () => t("state-covered-says"),
  partial: () => t("state-partial-says"),
  suggested: () => t("state-suggested-says"),
  none: () => t("state-none-says"),
  "not-examined": () => t("state-not-examined-says"),
};

export const cellWord: Record<CellState, () => string> = {
  linked: () => t("cell-linked"),
  "nothing-corresponds": () => t("cell-nothing-corresponds"),
  "no-link": () => t("cell-no-link"),
  "not-examined": () => t("cell-not-examined"),
};

export const basisWord: Record<Basis, () => string> = {
  asserted: () => t("basis-asserted"),
  proven: () => t("basis-proven"),
  suggested: () => t("basis-suggested"),
};

export const confidenceWord: Record<Confidence, () => string> = {
  high: () => t("confidence-high"),
  medium: () => t("confidence-medium"),
  low: () => t("confidence-low"),
};

export const reviewWord: Record<Review, () => string> = {
  draft: () => t("review-draft"),
  agreed: () => t("review-agreed"),
  contested: () => t("review-contested"),
};

export const rationaleWord: Record<Rationale, () => string> = {
  syntactic: () => t("rationale-syntactic"),
  semantic: () => t("rationale-semantic"),
  functional: () => t("rationale-functional"),
};

export const kindWord: Record<Kind, () => string> = {
  heading: () => t("kind-heading"),
  clause: () => t("kind-clause"),
  control: () => t("kind-control"),
  practice: () => t("kind-practice"),
  activity: () => t("kind-activity"),
  principle: () => t("kind-principle"),
};

export const statusWord: Record<Status, () => string> = {
  "in-force": () => t("status-in-force"),
  "in-transition": () => t("status-in-transition"),
  superseded: () => t("status-superseded"),
  withdrawn: () => t("status-withdrawn"),
};

export const severityWord: Record<Severity, () => string> = {
  error: () => t("severity-error"),
  warning: () => t("severity-warning"),
  repair: () => t("severity-repair"),
  hint: () => t("severity-hint"),
};

const proofWords: Record<string, () => string> = {
  inside: () => t("proof-inside"),
  holds: () => t("proof-holds"),
  "all-children": () => t("proof-all-children"),
  joint: () => t("proof-joint"),
};

/** The words of one step of a proof: a relationship, or a step of the hierarchy. */
export function proofWord(relation: string): string {
  const relationship = relationships[relation as Relationship];
  if (relationship) return `${relationship.symbol} ${relationship.word()}`;
  return proofWords[relation]?.() ?? relation;
}
