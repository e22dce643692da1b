/** What only pages of ours may ask for: who sits before them, in which browser. */

import { DreamError } from "@dream-api/domain";
import { readBearer } from "@dream-api/http";
import { readBrowserSecret } from "../browser-cookie.ts";
import type { Services } from "../services.ts";

/** Browsers say with every POST which page it comes from. @throws DreamError `foreign_page` */
export function requireOwnPage({ headers }: Request, { issuer }: Services): void {
  if (headers.get("Origin") !== issuer) throw new DreamError("foreign_page");
}

/** @throws DreamError `unauthorized` */
export function requireSessionToken({ headers }: Request): string {
  const token = readBearer(headers);
  if (!token) throw new DreamError("unauthorized");
  return token;
}

/** @throws DreamError `sign_in_expired` */
export function requireBrowser(request: Request): string {
  const secret = readBrowserSecret(request);
  if (secret === undefined) throw new DreamError("sign_in_expired");
  return secret;
}
