/** What the rules of tiers and products share. */
import { amountProblem } from "@dream-api/contract";
import { DreamError } from "../errors.ts";
import type { Catalogue } from "./catalogue.ts";

export function refuse(path: string, message: string): DreamError {
  return new DreamError("validation_failed", { issues: [{ path, message }] });
}

/** @param at where the amount stands. @throws DreamError `validation_failed` for one that Stripe would not have */
export function requireAmount({ type, currency }: Catalogue, unitAmount: number | undefined, at: string): void {
  if (unitAmount === undefined) return;
  const problem = amountProblem(currency, unitAmount, { isCharged: type === "saas" });
  if (problem !== null) throw refuse(at, problem);
}

/** What is absent or undefined stays. */
export type Changes<Item> = { readonly [Field in keyof Item]?: Item[Field] | undefined };

export function withChanges<Item extends object>(item: Item, changes: Changes<Item>): Item {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...item, ...Object.fromEntries(given) };
}

/** Behind all others. */
export function nextPosition(placed: readonly { readonly position: number; readonly archivedAt: number | null }[]) {
  return Math.max(-1, ...placed.flatMap(({ position, archivedAt }) => (archivedAt === null ? [position] : []))) + 1;
}
