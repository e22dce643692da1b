/**
 * What browsers hold our pages to: no frame around them, no script but ours and Clerk's, and an address that is told
 * to nobody, because the sign-in that waits stands in it.
 */
import type { SignInClerk } from "@dream-api/contract";

/** Cloudflare's check for robots, which Clerk's components load when it is switched on. */
const captcha = "https://challenges.cloudflare.com";

/** @param instances of both modes: one document serves them */
export function pageHeaders(instances: readonly SignInClerk[]): Record<string, string> {
  const clerk = [...new Set(instances.flatMap(originsOf))].join(" ");
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${captcha} ${clerk}`,
    `connect-src 'self' ${clerk}`,
    // Logos are developers' own.
    "img-src 'self' https: data:",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "worker-src 'self' blob:",
    `frame-src ${captcha}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    "Content-Security-Policy": policy.join("; "),
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
  };
}

/** Where an instance is asked by the pages, if it is not through us. */
function originsOf({ publishableKey, proxyUrl }: SignInClerk): string[] {
  if (proxyUrl?.startsWith("/")) return [];
  if (proxyUrl) return [new URL(proxyUrl).origin];
  return [`https://${atob(publishableKey.replace(/^pk_(test|live)_/, "")).slice(0, -1)}`];
}
