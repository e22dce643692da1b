/**
 * Who is signed in here, and the access token for it. A token is renewed before it ends, by one tab for all; a refresh
 * token is used once, and its repeat only under the same key. What another tab does to the sign-in is done here too.
 */

import { SignInError, UnavailableError } from "../errors.ts";
import { newIdempotencyKey } from "../method-options.ts";
import type { KeptSession, SessionKeeper } from "./kept-session.ts";
import type { Tabs } from "./tabs.ts";
import type { TokenEndpoint, TokenReply } from "./token-endpoint.ts";
import type { User } from "./user.ts";

interface AccessToken {
  readonly text: string;
  readonly userId: string;
  /** Epoch milliseconds, by the clock of this machine. */
  readonly expiresAt: number;
}

export interface Session {
  user(): User | null;
  begin(reply: TokenReply, user: User): void;
  /** @param rejected a token that the API did not take: another one is wanted */
  getToken(rejected?: string): Promise<string | null>;
  end(): Promise<void>;
  /** Another tab wrote to the storage. */
  notice(): void;
}

export interface SessionParts {
  readonly keeper: SessionKeeper;
  readonly tabs: Tabs;
  readonly endpoint: TokenEndpoint;
  readonly onChange: (user: User | null) => void;
  /** Who the ID token of a refresh names. */
  readonly readUser: (idToken: string) => User;
}

/** A token is renewed when it has less than this left, so that none ends on its way. */
const aheadMs = 60_000;
/** How long the token that another tab has got may take to get here. */
const handOverMs = 1_000;

export function createSession({ keeper, tabs, endpoint, onChange, readUser }: SessionParts): Session {
  let token: AccessToken | null = null;
  let refreshing: Promise<void> | undefined;
  let handedOver: (() => void) | undefined;

  tabs.listen((message) => {
    const { text, userId, expiresAt } = message as AccessToken;
    if (userId !== keeper.read()?.user.id) return;
    token = { text, userId, expiresAt };
    handedOver?.();
  });

  const userNow = (): User | null => keeper.read()?.user ?? null;
  let known = userNow();
  const leftMs = (rejected?: string): number => {
    if (!token || token.text === rejected || token.userId !== userNow()?.id) return 0;
    return token.expiresAt - Date.now();
  };

  function keep(reply: TokenReply, user: User): void {
    const expiresAt = Date.now() + reply.expires_in * 1000;
    token = { text: reply.access_token, userId: user.id, expiresAt };
    keeper.write({ refreshToken: reply.refresh_token, refreshKey: newIdempotencyKey(), user });
    tabs.tell(token);
    notice();
  }

  function notice(): void {
    const user = userNow();
    if (!user) token = null;
    if (JSON.stringify(user) === JSON.stringify(known)) return;
    known = user;
    onChange(user);
  }

  /** With this tab alone at it. @param before what was kept when this tab began to wait for that */
  async function refresh(before: string, rejected?: string): Promise<void> {
    const kept = keeper.read();
    if (!kept) return notice();
    if (kept.refreshToken !== before) await waitForHandOver(() => leftMs(rejected) > aheadMs);
    if (leftMs(rejected) > aheadMs) return;
    try {
      await take(await endpoint.refresh(kept.refreshToken, kept.refreshKey), kept);
    } catch (error) {
      if (!(error instanceof SignInError) || error.code !== "invalid_grant") throw error;
      const now = keeper.read()?.refreshToken;
      if (now !== undefined && now !== kept.refreshToken) return refresh(kept.refreshToken, rejected);
      keeper.clear();
      notice();
    }
  }

  async function take(reply: TokenReply, kept: KeptSession): Promise<void> {
    const now = keeper.read()?.refreshToken;
    if (now === kept.refreshToken || now === reply.refresh_token) return keep(reply, userOf(reply, kept));
    // Signed out meanwhile: what came is not wanted any more.
    await endpoint.revoke(reply.refresh_token);
  }

  /** The same person as before, whatever the answer says: a session never changes hands. */
  function userOf({ id_token: idToken }: TokenReply, { user }: KeptSession): User {
    const named = idToken === undefined ? user : readUser(idToken);
    return named.id === user.id ? named : user;
  }

  async function waitForHandOver(isThere: () => boolean): Promise<void> {
    if (isThere()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, handOverMs);
      handedOver = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    handedOver = undefined;
  }

  return {
    user: () => known,
    begin(reply, user) {
      keep(reply, user);
    },
    async getToken(rejected) {
      const kept = keeper.read();
      if (!kept) return null;
      if (leftMs(rejected) > aheadMs) return token?.text ?? null;
      refreshing ??= tabs
        .alone(() => refresh(kept.refreshToken, rejected))
        .finally(() => {
          refreshing = undefined;
        });
      await refreshing.catch((error: unknown) => {
        // Too early to give up on a token that still works.
        if (!(error instanceof UnavailableError) || leftMs(rejected) <= 0) throw error;
      });
      return leftMs(rejected) > 0 ? (token?.text ?? null) : null;
    },
    async end() {
      const kept = keeper.read();
      keeper.clear();
      notice();
      // Nobody has the token any more: that the server could not be told does not keep anybody signed in here.
      if (kept) await endpoint.revoke(kept.refreshToken).catch(() => undefined);
    },
    notice,
  };
}
