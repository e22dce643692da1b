/** What this browser remembers for the developer's comfort: never a secret, and nothing that could not be lost. */

export type KeptName = "project" | "connecting" | `setup.${string}` | `entered.${string}`;

export function readKept(name: KeptName): string | null {
  try {
    return localStorage.getItem(`dream.${name}`);
  } catch {
    return null;
  }
}

export function keep(name: KeptName, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`dream.${name}`);
    else localStorage.setItem(`dream.${name}`, value);
  } catch {
    // A browser that keeps nothing forgets it.
  }
}
