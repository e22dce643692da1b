/** What a session comes to now: one-time lines, and the recurring ones unless a trial pushes them away. */
import { amountOff } from "../catalogue/coupon-rules.ts";
import type { PriceEntity } from "../catalogue/price-entity.ts";
import type { Books } from "../store/books.ts";
import type { SessionEntity, SessionLine } from "./session-entity.ts";

interface SessionTotals {
  subtotal: number;
  discount: number;
  total: number;
  lines: { line: SessionLine; price: PriceEntity; subtotal: number; discount: number }[];
}

export function totalsOfSession(session: SessionEntity, books: Books): SessionTotals {
  const isTrial = session.trial_period_days !== null || session.trial_end !== null;
  const lines = session.lines.map((line) => {
    const price = books.own("price", line.price);
    const isLater = price.recurring !== null && isTrial;
    return { line, price, subtotal: isLater ? 0 : price.unit_amount * line.quantity, discount: 0 };
  });
  const subtotal = lines.reduce((sum, line) => sum + line.subtotal, 0);
  const discount = session.discount ? amountOff(session.discount.coupon, subtotal, session.currency) : 0;
  let left = discount;
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    line.discount = isLast ? left : Math.min(left, Math.round((discount * line.subtotal) / Math.max(1, subtotal)));
    left -= line.discount;
  }
  return { subtotal, discount, total: subtotal - discount, lines };
}
