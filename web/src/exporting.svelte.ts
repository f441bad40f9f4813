import { askCsv } from "./engine/client";
import { download, keepRecords } from "./csv";
import type { Query } from "./types/Query";

/** What a view can save: the answer to its question, and which rows of it are shown (all, when `null`). */
export type Export = { name: string; query: Query; shown: ReadonlySet<string> | null };

let current: (() => Export) | null = null;

/** Offers what a view shows for export as long as its component lives. */
export function exportable(what: () => Export): void {
  $effect(() => {
    current = what;
    return () => {
      if (current === what) current = null;
    };
  });
}

/** Saves what the present view shows. Rejects with a `Failure`. */
export async function exportCsv(): Promise<void> {
  if (!current) return;
  const { name, query, shown } = current();
  const text = await askCsv(query);
  download(`imsmap-${name}.csv`, shown === null ? text : keepRecords(text, shown));
}
