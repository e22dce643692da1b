/** What an invoice comes to. Discounts are taken off in order; a balance of the customer after them. */
import { amountOff } from "../catalogue/coupon-rules.ts";
import type { InvoiceEntity } from "./invoice-entity.ts";

export interface InvoiceTotals {
  subtotal: number;
  discountAmounts: { amount: number; discount: string }[];
  total: number;
  amountDue: number;
}

export function totalsOf(
  invoice: Pick<InvoiceEntity, "currency" | "discounts" | "ending_balance" | "lines" | "starting_balance">,
): InvoiceTotals {
  const subtotal = invoice.lines.reduce((sum, line) => sum + line.amount, 0);
  let total = subtotal;
  const discountAmounts = invoice.discounts.map(({ id, coupon }) => {
    const amount = amountOff(coupon, total, invoice.currency);
    total -= amount;
    return { amount, discount: id };
  });
  const usedBalance = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  return { subtotal, discountAmounts, total, amountDue: Math.max(0, total - usedBalance) };
}

/** A credit is negative: it pays invoices, and an invoice below zero adds to it. */
export function balanceAfter(balance: number, total: number): number {
  if (total <= 0) return balance + total;
  return balance < 0 ? Math.min(0, balance + total) : 0;
}
