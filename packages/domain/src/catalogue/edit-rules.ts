/** What the rules of tiers and products share. */
import { DreamError } from "../errors.ts";

export function refuse(path: string, message: string): DreamError {
  return new DreamError("validation_failed", { issues: [{ path, message }] });
}

/** Behind all others. */
export function nextPosition(placed: readonly { readonly position: number; readonly archivedAt: number | null }[]) {
  return Math.max(-1, ...placed.flatMap(({ position, archivedAt }) => (archivedAt === null ? [position] : []))) + 1;
}
