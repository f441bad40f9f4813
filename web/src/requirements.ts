import { nameOf } from "./standards.svelte";
import type { RequirementRef } from "./types/RequirementRef";

/** How a requirement is named where room is short: its number, or its title where the standard has no numbers. */
export function shortLabel(label: string, number: string): string {
  return label.startsWith(number) ? number : label;
}

/** The short name with the standard before it: "ISO 9001:2015 8.4". */
export function shortName(requirement: RequirementRef): string {
  return `${nameOf(requirement.standard)} ${shortLabel(requirement.label, requirement.number)}`;
}

/** Requirements that follow one another in one standard, under that standard: one line instead of many. */
export function byStandard(
  requirements: readonly RequirementRef[],
): { name: string; members: RequirementRef[] }[] {
  const groups: { name: string; members: RequirementRef[] }[] = [];
  for (const requirement of requirements) {
    const name = nameOf(requirement.standard);
    const last = groups.at(-1);
    if (last?.name === name) last.members.push(requirement);
    else groups.push({ name, members: [requirement] });
  }
  return groups;
}

/** Whether what a requirement is called, or what it is about, holds the text typed into a filter. */
export function mentions(requirement: RequirementRef, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [requirement.id, requirement.label, requirement.topic].some((held) =>
    held.toLowerCase().includes(wanted),
  );
}
