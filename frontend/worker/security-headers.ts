/**
 * What browsers are told to refuse on our pages: scripts that are not ours or Clerk's, inline ones above all, being
 * framed, and calls to anybody but our own Workers and Clerk.
 */
import type { RuntimeConfig } from "./runtime-config.ts";

/** Clerk's bot protection asks for these two; nothing else may bring scripts. */
const clerkChallenge = "https://challenges.cloudflare.com";
const twoYearsSeconds = 63_072_000;

export function securityHeaders(config: RuntimeConfig, isSecure: boolean): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(config),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    // Clerk reads the page's own origin from it; others learn the origin alone.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ...(isSecure ? { "Strict-Transport-Security": `max-age=${twoYearsSeconds}; includeSubDomains` } : {}),
  };
}

function contentSecurityPolicy(config: RuntimeConfig): string {
  const clerk = clerkOrigin(config);
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'none'"],
    "script-src": ["'self'", clerkChallenge, ...clerk],
    // Clerk's components and the toasts write style elements of their own.
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", "https:", config.frontAuthUrl],
    "font-src": ["'self'"],
    "connect-src": ["'self'", config.apiUrl, config.frontAuthUrl, config.oauthUrl, ...clerk],
    "frame-src": [clerkChallenge],
    "worker-src": ["'self'", "blob:"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}

/** Without a proxy of ours ClerkJS comes from the host that the publishable key names, and calls it. */
function clerkOrigin({ clerkProxyUrl, clerkPublishableKey }: RuntimeConfig): string[] {
  if (clerkProxyUrl?.startsWith("/")) return [];
  if (clerkProxyUrl) return [new URL(clerkProxyUrl).origin];
  const encodedHost = clerkPublishableKey.split("_")[2] ?? "";
  return [`https://${atob(encodedHost).replace(/\$$/, "")}`];
}
