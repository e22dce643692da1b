/** Where a buyer's browser goes after paying or turning back. */
import { refuseForeignUrls } from "../projects/refuse-foreign-urls.ts";
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
  const { successUrl, cancelUrl } = asked;
  if (asked.browserHash !== null) refuseForeignUrls({ successUrl, cancelUrl }, shop.allowedOrigins);
  return {
    successUrl: successUrl ?? shop.successUrl ?? `${asked.ownOrigin}/checkout/success?session_id=${sessionIdTemplate}`,
    cancelUrl: cancelUrl ?? shop.cancelUrl ?? `${asked.ownOrigin}/checkout/canceled`,
  };
}
