/** Stripe's webhook signature: HMAC-SHA256 over time and raw body, keyed by the whole secret. */
import { createHmac } from "node:crypto";

/** @param seconds real time */
export function signatureHeader(secret: string, body: string, seconds: number): string {
  const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${signature}`;
}
