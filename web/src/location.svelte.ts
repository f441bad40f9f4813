import { formatRoute, parseRoute, type Route } from "./route";

let hash = $state(location.hash);
let returned = $state(false);
const route = $derived(parseRoute(hash));

// A step that was seen before carries this mark, so that going back is told from following a link.
const seen = "seen";
const linkFollowed = new Map<string, string>();

history.replaceState(seen, "");
addEventListener("hashchange", arrive);
addEventListener("popstate", arrive);
addEventListener("click", noteLink, { capture: true });

/** The route that the address holds now. */
export function current(): Route {
  return route;
}

/** The link that was followed from here, when the reader has come back to here; else null. */
export function linkToReturnTo(): string | null {
  return returned ? (linkFollowed.get(hash) ?? null) : null;
}

/** Shows `next` as a new step of the history: for a choice. */
export function push(next: Route): void {
  const to = formatRoute(next);
  if (to === location.hash) return;
  history.pushState(seen, "", to);
  returned = false;
  hash = to;
}

/** Shows `next` in place of the present step: for typing, and for what opens and folds. */
export function replace(next: Route): void {
  const to = formatRoute(next);
  history.replaceState(seen, "", to);
  returned = false;
  hash = to;
}

function arrive(): void {
  if (location.hash === hash) return;
  returned = history.state === seen;
  if (!returned) history.replaceState(seen, "");
  hash = location.hash;
}

function noteLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('main a[href^="#/"]') : null;
  const href = link?.getAttribute("href");
  if (href) linkFollowed.set(location.hash, href);
}
