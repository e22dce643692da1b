/**
 * `api.auth`: signing an app's users in, in the browser, by OAuth 2.1 with PKCE. No token is ever part of an address:
 * a code comes back, and is exchanged for tokens in a request of its own.
 */
import { PermissionError, SignInError } from "../errors.ts";
import type { Settings } from "../options.ts";
import { isResponse, readCode, withoutResponse } from "./authorization-response.ts";
import { authorizeUrl, newSecretText, type SignInOptions } from "./authorize-url.ts";
import { createSessionKeeper, type TokenStorage } from "./kept-session.ts";
import { createPendingSignIns } from "./pending-sign-in.ts";
import { createSession } from "./session.ts";
import { createTabs } from "./tabs.ts";
import { createTokenEndpoint } from "./token-endpoint.ts";
import { readUser, type User } from "./user.ts";
import type { VerifyToken } from "./verify-token.ts";

export interface SignOutOptions {
  /** Ends the sign-in at our pages too, and comes back here: one of the project's redirect URIs. */
  readonly redirectUri?: string | undefined;
}

export interface Auth {
  /** Who is signed in; null is nobody. The same object until that changes. */
  readonly user: User | null;
  /** Leaves the page for the hosted sign-in; what waits for it is left too. */
  signIn(options?: SignInOptions): Promise<void>;
  /** The same, beginning at the form for new people. */
  signUp(options?: SignInOptions): Promise<void>;
  /**
   * Finishes a sign-in if the page was opened by one, and clears the address of it. Call it when the app starts.
   * @throws SignInError when the sign-in failed; `access_denied` when the person said no
   */
  handleCallback(): Promise<User | null>;
  /** An access token that lives for another minute at least while the API can be reached; null when nobody is signed in. */
  getToken(): Promise<string | null>;
  signOut(options?: SignOutOptions): Promise<void>;
  /** Called when somebody signs in or out, in this tab or another. @returns what ends that */
  onChange(listener: (user: User | null) => void): () => void;
  /** On a server: whose request this is. */
  readonly verifyToken: VerifyToken;
}

export interface AuthParts {
  readonly settings: Settings;
  /** The publishable key; null where there is only a secret one. */
  readonly clientId: string | null;
  readonly verifyToken: VerifyToken;
}

/** For the client itself: as `getToken`, but not the token that was just refused. */
export type TokenSource = (rejected?: string) => Promise<string | null>;

export function createAuth({ settings, clientId, verifyToken }: AuthParts): { auth: Auth; tokens: TokenSource } {
  if (clientId === null || typeof document === "undefined") {
    return { auth: createServerAuth(verifyToken), tokens: async () => null };
  }
  return createBrowserAuth(settings, clientId, verifyToken);
}

function createBrowserAuth(settings: Settings, clientId: string, verifyToken: VerifyToken) {
  const { authUrl: issuer } = settings;
  const name = `dream-api:${clientId}`;
  const listeners = new Set<(user: User | null) => void>();
  const pendings = createPendingSignIns(`${name}:sign-in`);
  const endpoint = createTokenEndpoint(settings, clientId);
  const session = createSession({
    keeper: createSessionKeeper(name, () => storageOf(settings)),
    tabs: createTabs(name),
    endpoint,
    onChange: (user) => {
      for (const listener of listeners) listener(user);
    },
    readUser: (idToken) => readUser(idToken, { issuer, clientId, nonce: null }),
  });
  let finishing: Promise<User | null> | undefined;

  window.addEventListener("storage", ({ key }) => {
    if (key === name || key === null) session.notice();
  });

  async function leave(screen: "sign-in" | "sign-up", options: SignInOptions = {}): Promise<void> {
    requireSecureContext();
    const { redirectUri = settings.redirectUri ?? `${location.origin}/`, returnTo = location.href, prompt } = options;
    const pending = {
      state: newSecretText(),
      verifier: newSecretText(),
      nonce: newSecretText(),
      redirectUri: new URL(redirectUri, location.href).href,
      returnTo: ownAddress(returnTo),
    };
    pendings.begin(pending);
    location.assign(await authorizeUrl({ authUrl: issuer, clientId, pending, prompt, screen }));
    await leaving();
  }

  async function finish(address: URL): Promise<User | null> {
    const pending = pendings.read();
    if (!isResponse(address, issuer, pending)) return session.user();
    pendings.forget();
    history.replaceState(history.state, "", withoutResponse(address));
    const code = readCode(address, issuer, pending);
    if (!pending) return null;
    const reply = await endpoint.redeem(code, pending.verifier, pending.redirectUri);
    session.begin(reply, readUser(reply.id_token, { issuer, clientId, nonce: pending.nonce }));
    await goTo(pending.returnTo, storageOf(settings) !== null);
    return session.user();
  }

  const auth: Auth = {
    get user() {
      return session.user();
    },
    signIn: (options) => leave("sign-in", options),
    signUp: (options) => leave("sign-up", options),
    handleCallback() {
      finishing ??= finish(new URL(location.href)).finally(() => {
        finishing = undefined;
      });
      return finishing;
    },
    getToken: () => session.getToken(),
    async signOut({ redirectUri } = {}) {
      await session.end();
      if (redirectUri === undefined) return;
      const query = new URLSearchParams({ client_id: clientId, post_logout_redirect_uri: redirectUri });
      location.assign(`${issuer}/oauth/sign-out?${query}`);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    verifyToken,
  };
  return { auth, tokens: session.getToken };
}

/** Nobody is signed in on a server; whoever renders there shows what everybody may see. */
function createServerAuth(verifyToken: VerifyToken): Auth {
  const refuse = async (): Promise<never> => {
    throw new PermissionError("Signing in takes a browser, and a client with a publishable key", {
      code: "browser_required",
    });
  };
  return {
    user: null,
    signIn: refuse,
    signUp: refuse,
    handleCallback: async () => null,
    getToken: async () => null,
    signOut: async () => undefined,
    onChange: () => () => undefined,
    verifyToken,
  };
}

/** Null where the browser allows none: the sign-in ends with the page then. */
function storageOf({ tokenStorage }: Settings): TokenStorage | null {
  if (tokenStorage === "memory") return null;
  if (tokenStorage !== "local") return tokenStorage;
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** A page of this app's own: whoever made the link shall not choose where a signed-in user goes. */
function ownAddress(returnTo: string): string {
  const address = new URL(returnTo, location.href);
  if (address.origin !== location.origin) {
    throw new SignInError("returnTo is not an address of this app", { code: "invalid_options" });
  }
  return address.href;
}

/** @param mayLoad a sign-in that lives in memory would be over with the page */
async function goTo(returnTo: string, mayLoad: boolean): Promise<void> {
  if (!mayLoad || new URL(returnTo).pathname === location.pathname) {
    history.replaceState(history.state, "", returnTo);
    return;
  }
  location.replace(returnTo);
  await leaving();
}

/** Leaving takes a moment, in which nothing shall go on that was meant for afterwards. */
function leaving(): Promise<never> {
  return new Promise(() => undefined);
}

/** PKCE takes WebCrypto, and browsers keep that from pages that anybody on the way could have changed. */
function requireSecureContext(): void {
  if (window.isSecureContext) return;
  throw new SignInError("Sign-in works on https and on localhost only", { code: "insecure_context" });
}
