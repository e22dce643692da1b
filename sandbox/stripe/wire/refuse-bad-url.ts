/** Addresses that a page will lead to. Apps may have schemes of their own; scripts are none. */
import { invalid } from "./refusal.ts";

const scripts = new Set(["data:", "javascript:", "vbscript:"]);

/** @throws StripeRefusal 400 for what is not an address; nothing is fine */
export function refuseBadUrl(url: string | null | undefined, param: string): void {
  if (!url) return;
  if (!URL.canParse(url) || scripts.has(new URL(url).protocol)) throw invalid("Not a valid URL", param, "url_invalid");
}
