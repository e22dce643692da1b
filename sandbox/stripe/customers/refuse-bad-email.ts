/** E-mail addresses, as far as Stripe looks at them. */
import { invalid } from "../wire/refusal.ts";

/** @throws StripeRefusal 400 for what cannot be an address; nothing is fine */
export function refuseBadEmail(email: string | null | undefined, param = "email"): void {
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw invalid(`Invalid email address: ${email}`, param, "email_invalid");
  }
}
