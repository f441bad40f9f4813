/** The text kept in this browser under `name`; null where nothing is kept or storage is refused. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`imsmap.${name}`);
  } catch {
    return null;
  }
}

/** Keeps `value` under `name`. Where storage is refused (private mode) the choice lasts until the page is closed. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`imsmap.${name}`, value);
  } catch {
    return;
  }
}
