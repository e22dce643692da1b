import type { Order } from "@dream-api/contract";
import type { BadgeTone } from "../../ui/badge.tsx";

export const orderTones: Record<Order["status"], BadgeTone> = {
  pending: "neutral",
  processing: "accent",
  paid: "good",
  partially_refunded: "warning",
  refunded: "neutral",
  expired: "neutral",
  failed: "bad",
  disputed: "bad",
  paid_after_release: "warning",
};

/** What each status means for whoever ships. */
export const orderMeanings: Record<Order["status"], string> = {
  pending: "The checkout is open. What is in it is held back from the stock.",
  processing: "The payment is on its way and not sure yet. Don't ship.",
  paid: "Paid. Ship it.",
  partially_refunded: "Paid, and a part was given back.",
  refunded: "All of it was given back.",
  expired: "The checkout was left. Its stock is free again.",
  failed: "The payment failed. Its stock is free again.",
  disputed: "The buyer's bank took the payment into question. Answer it at Stripe.",
  paid_after_release: "Paid when its stock was gone already. We refunded it.",
};
