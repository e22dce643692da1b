/**
 * Which app a sign-in is for, kept in the tab beyond the sign-in itself: whoever comes back to one that is over is shown
 * the way to the app. It is what the server said of a request that waited, never what stands in an address.
 */
import type { SignInRequest } from "@dream-api/contract";

export interface KnownApp {
  readonly name: string;
  readonly origin: string;
}

const key = "dream-sign-in-app";

export function appOf({ project, appOrigin }: SignInRequest): KnownApp {
  return { name: project.name, origin: appOrigin };
}

/** Of the last sign-in in this tab only. */
export function rememberApp(request: string, app: KnownApp): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ request, app }));
  } catch {
    // A browser that keeps nothing for us: the page says it without a link then.
  }
}

export function recallApp(request: string): KnownApp | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return kept?.request === request ? kept.app : null;
  } catch {
    return null;
  }
}

/** As people read it in their address bar. */
export function hostOf({ origin }: KnownApp): string {
  return new URL(origin).host;
}
