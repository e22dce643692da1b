/** What each kind of notice says, and what to do about it. */
import type { NoticeView } from "@dream-api/contract";
import type { LinkProps } from "@tanstack/react-router";

interface NoticeText {
  readonly title: string;
  readonly remedy: string;
  /** The page on which something can be done. */
  readonly to?: NonNullable<LinkProps["to"]>;
}

const texts: Record<string, (detail: NoticeView["detail"]) => NoticeText> = {
  plan_payment_failed: () => ({
    title: "A payment for your plan failed",
    remedy: "Put in a card that works before the days of grace are over, then live goes on without an interruption.",
    to: "/account",
  }),
  plan_ended: () => ({
    title: "Your plan has ended",
    remedy: "Live calls and new sales are refused. Subscribe again and all goes on as it was.",
    to: "/account",
  }),
  stripe_connection_lost: () => ({
    title: "We lost the connection to your Stripe account",
    remedy: "Nothing is sold until it is connected again. It was ended at Stripe, or Stripe closed the account.",
    to: "/settings",
  }),
  catalogue_sync_failed: ({ code }) => ({
    title: "Stripe refused a change of your catalogue",
    remedy: `Stripe says ${String(code)}. Look at what is sold, change it, and save: it is then tried again.`,
    to: "/api-tier-config",
  }),
  catalogue_changed_at_stripe: () => ({
    title: "Somebody changed your catalogue at Stripe",
    remedy: "We put it back to what stands here. Change prices and products on this page, and Stripe follows.",
    to: "/api-tier-config",
  }),
  customer_invitation_refused: ({ customerId, code }) => ({
    title: `The invitation of ${String(customerId)} was not sent`,
    remedy: `Clerk refused it (${String(code)}). Look at the address, and make the customer anew if it is wrong.`,
    to: "/customers",
  }),
  registrations_left: () => ({
    title: "Some registered projects are not yours yet",
    remedy:
      "Your account has as many projects as it may. Delete one you don't need, and sign in through the mail again.",
  }),
  duplicate_subscription: ({ customerId, subscriptionId }) => ({
    title: `${String(customerId)} had two subscriptions at once`,
    remedy: `We ended and refunded the later one, ${String(subscriptionId)}. There is nothing that you must do.`,
    to: "/customers",
  }),
  unknown_price: ({ customerId, priceId }) => ({
    title: `${String(customerId)} pays a price that we do not know`,
    remedy: `${String(priceId)} was made at Stripe and belongs to no tier, so their plan stays as it was. Move them to a price of a tier.`,
    to: "/customers",
  }),
  order_paid_after_release: ({ orderId }) => ({
    title: `Order ${String(orderId)} was paid too late`,
    remedy: "What it had reserved was free again by then, so we refunded the payment in full.",
    to: "/orders",
  }),
};

/** A kind that this page is too old to know is shown by its name. */
export function textOf({ kind, detail }: NoticeView): NoticeText {
  const known = texts[kind];
  if (known) return known(detail);
  const words = kind.replaceAll("_", " ");
  return { title: words.charAt(0).toUpperCase() + words.slice(1), remedy: factsOf(detail) };
}

function factsOf(detail: NoticeView["detail"]): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}
