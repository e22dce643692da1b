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
  /** Both epoch milliseconds, by the clock of this machine. */
  readonly renewAt: number;
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

/** A token is renewed this long before it ends, so that none ends on its way; one that lives shortly, in its middle. */
const aheadMs = 60_000;
/** How long the token that another tab has got may take to get here. */
const handOverMs = 1_000;

export function createSession({ keeper, tabs, endpoint, onChange, readUser }: SessionParts): Session {
  let token: AccessToken | null = null;
  let refreshing: Promise<void> | undefined;
  let handedOver: (() => void) | undefined;

  tabs.listen((message) => {
    if ((message as AccessToken).userId !== keeper.read()?.user.id) return;
    token = message as AccessToken;
    handedOver?.();
  });

  const userNow = (): User | null => keeper.read()?.user ?? null;
  let known = userNow();
  /** The token, if it is of who is signed in and its time has not come. */
  const tokenUntil = (time: "renewAt" | "expiresAt", rejected?: string): string | null => {
    if (!token || token.text === rejected || token.userId !== userNow()?.id) return null;
    return Date.now() < token[time] ? token.text : null;
  };

  function keep(reply: TokenReply, user: User, signInId: string): void {
    const lifeMs = reply.expires_in * 1000;
    const renewAt = Date.now() + Math.max(lifeMs - aheadMs, lifeMs / 2);
    token = { text: reply.access_token, userId: user.id, renewAt, expiresAt: Date.now() + lifeMs };
    keeper.write({ signInId, refreshToken: reply.refresh_token, refreshKey: newIdempotencyKey(), user });
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
    if (kept.refreshToken !== before) await waitForHandOver(() => tokenUntil("renewAt", rejected) !== null);
    if (tokenUntil("renewAt", rejected) !== null) return;
    try {
      await take(await endpoint.refresh(kept.refreshToken, kept.refreshKey), kept);
    } catch (error) {
      if (!isOver(error)) throw error;
      const now = keeper.read();
      if (now && now.refreshToken !== kept.refreshToken) return refresh(kept.refreshToken, rejected);
      keeper.clear();
      notice();
    }
  }

  async function take(reply: TokenReply, kept: KeptSession): Promise<void> {
    if (keeper.read()?.signInId === kept.signInId) return keep(reply, userOf(reply, kept), kept.signInId);
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
      keep(reply, user, newIdempotencyKey());
    },
    async getToken(rejected) {
      const kept = keeper.read();
      if (!kept) return null;
      const fresh = tokenUntil("renewAt", rejected);
      if (fresh !== null) return fresh;
      refreshing ??= tabs
        .alone(() => refresh(kept.refreshToken, rejected))
        .finally(() => {
          refreshing = undefined;
        });
      await refreshing.catch((error: unknown) => {
        // Too early to give up on a token that still works.
        if (!(error instanceof UnavailableError) || tokenUntil("expiresAt", rejected) === null) throw error;
      });
      return tokenUntil("expiresAt", rejected);
    },
    async end() {
      const kept = keeper.read();
      keeper.clear();
      notice();
      if (!kept) return;
      // A refresh under way comes to its end first: the server would refuse it as one of a sign-in that is over.
      await refreshing?.catch(() => undefined);
      // Nobody has the token any more: that the server could not be told does not keep anybody signed in here.
      await tabs.alone(() => endpoint.revoke(kept.refreshToken)).catch(() => undefined);
    },
    notice,
  };
}

function isOver(error: unknown): boolean {
  return error instanceof SignInError && error.code === "invalid_grant";
}
