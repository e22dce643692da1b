/** What a browser may order at once: with a publishable key anybody can call. */
import type { Issue } from "@dream-api/contract";
import { DreamError } from "../errors.ts";
import type { CartLine } from "./cart.ts";

const unitsPerCart = 50;

/** @throws DreamError `validation_failed` */
export function refuseForBrowser(lines: readonly CartLine[]): void {
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (units <= unitsPerCart) return;
  const issues: Issue[] = [{ path: "body.items", message: `a browser may order ${unitsPerCart} units at once` }];
  throw new DreamError("validation_failed", { issues });
}
