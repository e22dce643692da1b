/** A sign-in that is under way: what this tab has to know when the browser comes back. */

export interface PendingSignIn {
  readonly state: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
  readonly returnTo: string;
}

export interface PendingSignIns {
  /** Instead of the one before, if it was not finished. */
  begin(pending: PendingSignIn): void;
  read(): PendingSignIn | null;
  /** It can be finished once. */
  forget(): void;
}

/** In the tab's own storage: another tab can't finish it. */
export function createPendingSignIns(name: string): PendingSignIns {
  return {
    begin: (pending) => sessionStorage.setItem(name, JSON.stringify(pending)),
    read: () => JSON.parse(sessionStorage.getItem(name) ?? "null") as PendingSignIn | null,
    forget: () => sessionStorage.removeItem(name),
  };
}
