/** Sixteen letters that are the same for the same number, as Stripe's card fingerprints are. */
import { createHash } from "node:crypto";

export function fingerprintOf({ brand, last4 }: { brand: string; last4: string }): string {
  return createHash("sha256").update(`${brand} ${last4}`).digest("base64url").replaceAll(/[-_]/g, "x").slice(0, 16);
}
