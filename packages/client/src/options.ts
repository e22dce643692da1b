/** What a client can be told, and what holds when it is not. */
import type { TokenStorage } from "./auth/kept-session.ts";
import { ValidationError } from "./errors.ts";

export interface DreamAPIOptions {
  /** Where the API is. Default: the API that `npm start` runs on this machine. */
  readonly baseUrl?: string | undefined;
  /** Where hosted sign-in is, which is also the issuer of its tokens. Default: the one that `npm start` runs here. */
  readonly authUrl?: string | undefined;
  /** Where sign-in sends the browser back: one of the project's redirect URIs. Default: the page's origin and `/`. */
  readonly redirectUri?: string | undefined;
  /**
   * Where the refresh token outlives the page. `memory`: nowhere, so each page load begins signed out.
   * Default `local`, the browser's localStorage.
   */
  readonly tokenStorage?: TokenStorage | "local" | "memory" | undefined;
  /** How long one attempt may take, body included. Default 5,000. */
  readonly timeoutMs?: number | undefined;
  /** How often a call is tried again when no answer came or the API failed. Default 2. */
  readonly maxRetries?: number | undefined;
  /** What `trackUsage` answers when the API can't be reached. Default `deny`. */
  readonly onUnavailable?: OnUnavailable | undefined;
  /** Used instead of the platform's own. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** A secret key in a browser is everybody's. Only for pages that nobody but you can open. */
  readonly dangerouslyAllowBrowser?: boolean | undefined;
}

export type OnUnavailable = "deny" | "allow";

export interface Settings {
  readonly baseUrl: string;
  readonly authUrl: string;
  readonly redirectUri: string | undefined;
  readonly tokenStorage: TokenStorage | "local" | "memory";
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly onUnavailable: OnUnavailable;
  readonly fetch: typeof globalThis.fetch;
}

const defaultBaseUrl = "http://localhost:8787";
const defaultAuthUrl = "http://localhost:8790";

/** Beyond this a timer fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** @throws ValidationError `invalid_options` naming the option */
export function readOptions(options: DreamAPIOptions): Settings {
  const { baseUrl = defaultBaseUrl, authUrl = defaultAuthUrl, tokenStorage = "local" } = options;
  const { timeoutMs = 5_000, maxRetries = 2, onUnavailable = "deny" } = options;
  for (const [name, url] of Object.entries({ baseUrl, authUrl })) {
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw invalid(name, "is not an http or https URL");
  }
  if (!(timeoutMs >= 1 && timeoutMs <= longestTimerMs)) throw invalid("timeoutMs", `is not 1 to ${longestTimerMs}`);
  if (!(Number.isInteger(maxRetries) && maxRetries >= 0)) throw invalid("maxRetries", "is not a whole number from 0");
  if (onUnavailable !== "deny" && onUnavailable !== "allow") throw invalid("onUnavailable", "is not deny or allow");
  return {
    baseUrl: baseUrl.replace(/\/+$/, ""),
    authUrl: authUrl.replace(/\/+$/, ""),
    redirectUri: options.redirectUri,
    tokenStorage,
    timeoutMs,
    maxRetries,
    onUnavailable,
    // Looked up at each call, so that what a framework or a test puts in its place later is used.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
  };
}

function invalid(option: string, message: string): ValidationError {
  return new ValidationError(`${option} ${message}`, {
    code: "invalid_options",
    issues: [{ path: `options.${option}`, message }],
  });
}
