/** Where a browser goes after a page of Stripe's: the caller's own URL, else the project's, else a plain page of ours. */
export interface AskedUrls {
  readonly successUrl?: string | undefined;
  readonly cancelUrl?: string | undefined;
  /** Where our own result pages are: an origin. */
  readonly ownOrigin: string;
}

/** Of the project. */
export interface DefaultUrls {
  readonly successUrl: string | null;
  readonly cancelUrl: string | null;
}

/** Stripe puts the session's id in its place, so it has to arrive there as it is. */
const sessionIdTemplate = "{CHECKOUT_SESSION_ID}";

export function checkoutUrls({ successUrl, cancelUrl, ownOrigin }: AskedUrls, defaults: DefaultUrls) {
  return {
    successUrl: successUrl ?? defaults.successUrl ?? `${ownOrigin}/checkout/success?session_id=${sessionIdTemplate}`,
    cancelUrl: cancelUrl ?? defaults.cancelUrl ?? `${ownOrigin}/checkout/canceled`,
  };
}

/** The same for a page of the portal, where there is no session to name. */
export function portalUrls(
  { successUrl, cancelUrl, ownOrigin }: AskedUrls,
  defaults: DefaultUrls & { readonly returnUrl: string | null },
) {
  const done = successUrl ?? defaults.successUrl ?? defaults.returnUrl ?? `${ownOrigin}/checkout/success`;
  const back = cancelUrl ?? defaults.returnUrl ?? defaults.cancelUrl ?? `${ownOrigin}/checkout/canceled`;
  return { doneUrl: done.replaceAll(sessionIdTemplate, ""), returnUrl: back.replaceAll(sessionIdTemplate, "") };
}
