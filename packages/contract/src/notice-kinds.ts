/** Every kind of notice that there is, and what it tells. A notice of any other kind does not compile. */
export const noticeKinds = {
  plan_payment_failed: "a payment for our plan failed; `graceUntil` says until when live mode goes on",
  plan_ended: "our plan ended, and live counting and new sales with it",
  registrations_left:
    "projects that were registered with your address wait, because you have as many as you may; delete one and sign in again",
  stripe_connection_lost: "a Stripe account was disconnected at Stripe; connect it again",
  catalogue_sync_failed: "Stripe refused a part of the catalogue; `code` is its reason. It is tried again every hour",
  catalogue_changed_at_stripe:
    "a product or price of ours was changed at Stripe and is put back; edit tiers and products here",
  order_paid_after_release: "an order was paid after its items had gone back to the stock; it is refunded in full",
  duplicate_subscription:
    "a customer had a second running subscription; the later one was canceled and what was paid for it refunded",
  unknown_price:
    "a subscription was changed at Stripe to a price that is of no tier; the customer stays on the last tier known",
  customer_invitation_refused: "the invitation of a customer could not be sent; `code` is the reason",
} as const;

export type NoticeKind = keyof typeof noticeKinds;
