import { remember, remembered } from "./storage";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

let theme = $state<Theme>(themes.find((name) => name === remembered("theme")) ?? "auto");
apply();

/** The theme in use; `auto` follows the system. */
export function currentTheme(): Theme {
  return theme;
}

/** Uses a theme from now on and keeps the choice in this browser. */
export function useTheme(name: Theme): void {
  theme = name;
  remember("theme", name);
  apply();
}

function apply(): void {
  document.documentElement.dataset["theme"] = theme;
}
