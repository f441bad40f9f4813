import { remember, remembered } from "./storage";

/** What single keys do; `go` gets the letter typed after `g`. */
export type KeyActions = {
  search: () => void;
  help: () => void;
  exportCsv: () => void;
  go: (letter: string) => void;
};

const secondKeyWithin = 1500;

/** Whether single-key shortcuts work; kept in this browser. */
export function keysOn(): boolean {
  return remembered("keys") !== "off";
}

export function switchKeys(on: boolean): void {
  remember("keys", on ? "on" : "off");
}

/** Listens for single keys until the returned function is called. Never acts inside a field, nor with a modifier held. */
export function listenToKeys(actions: KeyActions): () => void {
  let goUntil = 0;
  const listener = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!keysOn() || isField(event.target) || document.querySelector("dialog[open]")) return;
    const second = event.timeStamp < goUntil;
    goUntil = 0;
    if (second) {
      actions.go(event.key);
      return;
    }
    switch (event.key) {
      case "/":
        event.preventDefault();
        actions.search();
        break;
      case "?":
        actions.help();
        break;
      case "e":
        actions.exportCsv();
        break;
      case "g":
        goUntil = event.timeStamp + secondKeyWithin;
        break;
      case "j":
      case "k":
        moveRow(event.key === "j" ? 1 : -1);
        break;
      case "ArrowDown":
      case "ArrowUp":
        if (!onRow()) return;
        event.preventDefault();
        moveRow(event.key === "ArrowDown" ? 1 : -1);
        break;
    }
  };
  addEventListener("keydown", listener);
  return () => removeEventListener("keydown", listener);
}

// A check box takes no letters, so the keys go on working after one was ticked.
function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}

function onRow(): boolean {
  return document.activeElement?.matches("[data-row]") ?? false;
}

function moveRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("main [data-row]")].filter((row) =>
    row.checkVisibility(),
  );
  const active = document.activeElement ?? document.body;
  const at = rows.findLastIndex(
    (row) => row === active || (row.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  const next = rows[Math.max(0, at + by)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
