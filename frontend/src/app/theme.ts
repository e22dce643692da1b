/** Light, dark, or as the system has it. theme.js says the same before the first paint. */
import { useSyncExternalStore } from "react";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const storageKey = "dream.theme";
const listeners = new Set<() => void>();
let theme = readTheme();

export function useTheme(): [Theme, (theme: Theme) => void] {
  const current = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => theme,
  );
  return [current, setTheme];
}

function setTheme(next: Theme): void {
  theme = next;
  document.documentElement.style.colorScheme = next === "system" ? "" : next;
  try {
    if (next === "system") localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, next);
  } catch {
    // A browser that keeps nothing keeps it for this page.
  }
  for (const listener of listeners) listener();
}

function readTheme(): Theme {
  try {
    return themes.find((known) => known === localStorage.getItem(storageKey)) ?? "system";
  } catch {
    return "system";
  }
}
