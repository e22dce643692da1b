/**
 * What of a sign-in outlives a page: the refresh token, the key that its one use goes under, and who it is. The access
 * token is never written down.
 */
import type { User } from "./user.ts";

export interface KeptSession {
  /** Made when somebody signs in, and kept over refreshes: tells this sign-in from the next one. */
  readonly signInId: string;
  readonly refreshToken: string;
  /** Made with the token, so that a page which starts again after a lost answer asks for the very same refresh. */
  readonly refreshKey: string;
  readonly user: User;
}

/** As `localStorage` is one. */
export type TokenStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface SessionKeeper {
  read(): KeptSession | null;
  write(session: KeptSession): void;
  clear(): void;
}

/** @param storage absent: nothing outlives the page */
export function createSessionKeeper(name: string, storage: () => TokenStorage | null): SessionKeeper {
  let last: { readonly text: string; readonly session: KeptSession | null } = { text: "", session: null };
  const memory = new Map<string, string>();
  const readText = () => (storage() ? storage()?.getItem(name) : memory.get(name)) ?? "";
  return {
    /** The same object as long as the same thing is written. */
    read() {
      const text = readText();
      if (text !== last.text) last = { text, session: parse(text) };
      return last.session;
    },
    write(session) {
      const text = JSON.stringify(session);
      const kept = storage();
      if (kept) kept.setItem(name, text);
      else memory.set(name, text);
    },
    clear() {
      memory.delete(name);
      storage()?.removeItem(name);
    },
  };
}

function parse(text: string): KeptSession | null {
  try {
    const { signInId, refreshToken, refreshKey, user } = JSON.parse(text) as Partial<KeptSession>;
    return signInId && refreshToken && refreshKey && user?.id ? { signInId, refreshToken, refreshKey, user } : null;
  } catch {
    return null;
  }
}
