/** Where a buyer's browser goes after paying or turning back. */
import type { Issue } from "@dream-api/contract";
import { DreamError } from "../errors.ts";
import type { Shop } from "./shop.ts";

interface AskedUrls {
  readonly successUrl?: string | undefined;
  readonly cancelUrl?: string | undefined;
  readonly browserHash: string | null;
  readonly ownOrigin: string;
}

/** Stripe puts the session's id in its place, so it has to arrive there as it is. */
const sessionIdTemplate = "{CHECKOUT_SESSION_ID}";

/**
 * The caller's own, else the project's, else plain pages of ours.
 * @throws DreamError `validation_failed` for a browser that wants to go where the project does not allow
 */
export function chooseReturnUrls(asked: AskedUrls, shop: Shop): { successUrl: string; cancelUrl: string } {
  if (asked.browserHash !== null) refuseForeign(asked, shop);
  return {
    successUrl:
      asked.successUrl ?? shop.successUrl ?? `${asked.ownOrigin}/checkout/success?session_id=${sessionIdTemplate}`,
    cancelUrl: asked.cancelUrl ?? shop.cancelUrl ?? `${asked.ownOrigin}/checkout/canceled`,
  };
}

function refuseForeign(asked: AskedUrls, { allowedOrigins }: Shop): void {
  const issues = (["successUrl", "cancelUrl"] as const).flatMap((field): Issue[] => {
    const url = asked[field];
    if (url === undefined || allowedOrigins.includes(new URL(url).origin)) return [];
    return [{ path: `body.${field}`, message: "is not on an allowed origin of the project" }];
  });
  if (issues.length > 0) throw new DreamError("validation_failed", { issues });
}
