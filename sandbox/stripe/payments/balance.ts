/**
 * `GET /v1/balance`: what was charged, less what was refunded and disputed. Nothing takes a fee here and nothing is
 * paid out; money is pending for two days of business time.
 */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";

const pendingSeconds = 2 * 86_400;

type Sums = Map<string, { available: number; pending: number }>;

export function retrieveBalance(books: Books): Wire {
  const sums: Sums = new Map();
  for (const charge of books.walk("charge")) {
    if (charge.status !== "succeeded" || !charge.captured) continue;
    const isPending = books.onClock(charge.test_clock).now - charge.created < pendingSeconds;
    const left = charge.amount_captured - charge.amount_refunded - disputedOf(books, charge.id, charge.disputed);
    const sum = sums.get(charge.currency) ?? { available: 0, pending: 0 };
    sum[isPending ? "pending" : "available"] += left;
    sums.set(charge.currency, sum);
  }
  if (sums.size === 0) sums.set("usd", { available: 0, pending: 0 });
  const shown = (which: "available" | "pending") =>
    [...sums].map(([currency, sum]) => ({ amount: sum[which], currency, source_types: { card: sum[which] } }));
  return {
    object: "balance",
    available: shown("available"),
    livemode: books.scope.livemode,
    pending: shown("pending"),
  };
}

function disputedOf(books: Books, charge: string, isDisputed: boolean): number {
  if (!isDisputed) return 0;
  const open = books.all("dispute", "charge", charge).filter(({ status }) => status !== "won");
  return open.reduce((sum, { amount }) => sum + amount, 0);
}
