/**
 * Disputes: opened by the test card, answered with evidence, accepted, or lost when nobody answers in time. As in
 * Stripe's test mode the evidence's text decides: https://docs.stripe.com/testing#evidence
 */
import type Stripe from "stripe";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { refuseUnsimulated } from "../wire/params.ts";
import { invalid } from "../wire/refusal.ts";
import { answerSeconds } from "./dispute-terms.ts";
import type { ChargeEntity, DisputeEntity } from "./payment-entities.ts";

const decidingText: Record<string, "lost" | "won"> = { winning_evidence: "won", losing_evidence: "lost" };

export function openDispute(books: Books, charge: ChargeEntity): void {
  books.change("charge", charge, undefined, (draft) => {
    draft.disputed = true;
  });
  const dispute: DisputeEntity = {
    id: books.newId("du"),
    created: books.now,
    amount: charge.amount,
    charge: charge.id,
    currency: charge.currency,
    evidence: {},
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: "fraudulent",
    status: "needs_response",
    submission_count: 0,
  };
  books.add("dispute", dispute, "charge.dispute.created");
  books.emit("charge.dispute.funds_withdrawn", books.show("dispute", dispute));
  books.schedule("lose_dispute", dispute.id, books.now + answerSeconds, charge.test_clock);
}

export function updateDispute(books: Books, params: Stripe.DisputeUpdateParams, id: string): Wire {
  refuseUnsimulated("disputes", params, "intended_submission_method");
  refuseUnsimulated("dispute evidence", params.evidence ?? {}, "enhanced_evidence", "appeal");
  const dispute = books.get("dispute", id);
  const { evidence, submit = true } = params;
  if (evidence && isClosed(dispute)) throw invalid("This dispute is already closed.", "evidence");
  const onClock = clockOf(books, dispute);
  const isSubmitted = submit && evidence !== undefined;
  onClock.change("dispute", dispute, "charge.dispute.updated", (draft) => {
    for (const [name, value] of Object.entries(evidence ?? {})) {
      if (value) draft.evidence[name] = String(value);
      else delete draft.evidence[name];
    }
    withMetadata(draft, params.metadata);
    if (!isSubmitted) return;
    draft.status = "under_review";
    draft.submission_count += 1;
  });
  if (isSubmitted) onClock.unschedule("lose_dispute", id);
  const decision = isSubmitted ? decidingText[dispute.evidence.uncategorized_text ?? ""] : undefined;
  if (decision) decide(onClock, dispute, decision);
  return books.show("dispute", dispute);
}

/** Accepts it: the money stays with the payer. */
export function closeDispute(books: Books, _params: object, id: string): Wire {
  const dispute = books.get("dispute", id);
  if (isClosed(dispute)) throw invalid("This dispute is already closed.");
  decide(clockOf(books, dispute), dispute, "lost");
  return books.show("dispute", dispute);
}

/** Nobody answered in time. */
export function loseDispute(books: Books, id: string): void {
  const dispute = books.find("dispute", id);
  if (dispute?.status === "needs_response") decide(books, dispute, "lost");
}

function decide(books: Books, dispute: DisputeEntity, status: "lost" | "won"): void {
  books.unschedule("lose_dispute", dispute.id);
  books.change("dispute", dispute, undefined, (draft) => {
    draft.status = status;
  });
  const shown = books.show("dispute", dispute);
  books.emit("charge.dispute.closed", shown);
  if (status === "won") books.emit("charge.dispute.funds_reinstated", shown);
}

function isClosed({ status }: DisputeEntity): boolean {
  return status === "won" || status === "lost";
}

function clockOf(books: Books, dispute: DisputeEntity): Books {
  return books.onClock(books.own("charge", dispute.charge).test_clock);
}

export function retrieveDispute(books: Books, _params: object, id: string): Wire {
  return books.show("dispute", books.get("dispute", id));
}

export function listDisputes(books: Books, params: Stripe.DisputeListParams): Wire {
  const { charge, payment_intent: intent } = params;
  return listObjects(books, "dispute", params as ListParams, {
    url: "/v1/disputes",
    where: charge ? ["charge", charge] : intent ? ["payment_intent", intent] : undefined,
  });
}
