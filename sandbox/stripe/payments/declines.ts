/** Stripe's words for declined cards. */

export type DeclineReason =
  | "generic"
  | "insufficient_funds"
  | "lost_card"
  | "stolen_card"
  | "expired_card"
  | "incorrect_cvc"
  | "processing_error"
  | "velocity";

interface Decline {
  code: string;
  decline_code: string | null;
  message: string;
}

const declines: Record<DeclineReason, Decline> = {
  generic: { code: "card_declined", decline_code: "generic_decline", message: "Your card was declined." },
  insufficient_funds: {
    code: "card_declined",
    decline_code: "insufficient_funds",
    message: "Your card has insufficient funds.",
  },
  lost_card: { code: "card_declined", decline_code: "lost_card", message: "Your card was declined." },
  stolen_card: { code: "card_declined", decline_code: "stolen_card", message: "Your card was declined." },
  expired_card: { code: "expired_card", decline_code: null, message: "Your card has expired." },
  incorrect_cvc: { code: "incorrect_cvc", decline_code: null, message: "Your card's security code is incorrect." },
  processing_error: {
    code: "processing_error",
    decline_code: null,
    message: "An error occurred while processing your card. Try again in a little bit.",
  },
  velocity: {
    code: "card_declined",
    decline_code: "card_velocity_exceeded",
    message: "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
  },
};

export function declineOf(reason: DeclineReason): Decline {
  return declines[reason];
}
