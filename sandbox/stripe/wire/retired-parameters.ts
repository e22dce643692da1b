/** Parameters that this API version took away, with the words Stripe has for each. */
import type { FormObject } from "./form.ts";
import { invalid, type StripeRefusal } from "./refusal.ts";

const withoutPaymentMethodTypes = new Set([
  "POST /v1/checkout/sessions",
  "POST /v1/payment_intents",
  "POST /v1/setup_intents",
]);

export function retiredParameter(operation: string, form: FormObject): StripeRefusal | undefined {
  if (form.payment_method_types === undefined || !withoutPaymentMethodTypes.has(operation)) return undefined;
  return invalid(
    "The payment_method_types parameter is no longer supported. Use dynamic payment methods, allowed_payment_method_types or excluded_payment_method_types instead.",
    "payment_method_types",
    "payment_method_types_no_longer_supported",
  );
}
