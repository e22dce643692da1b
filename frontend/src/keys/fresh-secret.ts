/**
 * The secret that was just made, while this page is open: in memory and nowhere else. A reload forgets it, as we did
 * when we told it.
 */
import type { KeyWithSecret, Mode } from "@dream-api/contract";
import { useSyncExternalStore } from "react";

export interface FreshSecret {
  readonly projectId: string;
  readonly mode: Mode;
  readonly publishableKey: string;
  readonly secretKey: string;
}

let fresh: FreshSecret | null = null;
const listeners = new Set<() => void>();

/** @param keys of a reply; without its secret, as after a repeat, nothing is remembered */
export function rememberSecret(projectId: string, mode: Mode, keys: KeyWithSecret): void {
  const { publishableKey, secretKey } = keys;
  setFresh(secretKey === null ? null : { projectId, mode, publishableKey, secretKey });
}

export function forgetSecret(): void {
  setFresh(null);
}

/** Of this project in this mode, if one was made since the page was opened. */
export function useFreshSecret(projectId: string, mode: Mode): FreshSecret | null {
  const newest = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => fresh,
  );
  return newest?.projectId === projectId && newest.mode === mode ? newest : null;
}

function setFresh(next: FreshSecret | null): void {
  fresh = next;
  for (const listener of listeners) listener();
}
