/** The order in which stored usage is compared. */
import type { StoredUsage } from "../lab-methods.ts";

type Count = StoredUsage["counts"][number];

export function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

export function byUserAndPeriod(left: Count, right: Count): number {
  return compare(left.userId, right.userId) || left.anchor - right.anchor || left.periodStart - right.periodStart;
}
