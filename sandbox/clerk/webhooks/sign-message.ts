/** The Svix signature: HMAC-SHA256 over id, time and body (https://docs.svix.com/receiving/verifying-payloads/how-manual). */
import { createHmac } from "node:crypto";

/** @param secret `whsec_` and base64. @param timestampSeconds since the epoch */
export function signMessage(secret: string, id: string, timestampSeconds: number, body: string): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestampSeconds}.${body}`).digest("base64")}`;
}
