/** Attaching: cards whose test number says so are refused here already; `pm_card_…` become methods of their own. */
import { declineOf } from "../payments/declines.ts";
import type { Books } from "../store/books.ts";
import { invalid, StripeRefusal } from "../wire/refusal.ts";
import type { CustomerEntity, PaymentMethodEntity } from "./customer-entity.ts";

export function attachPaymentMethod(
  books: Books,
  method: PaymentMethodEntity,
  customer: CustomerEntity,
): PaymentMethodEntity {
  if (method.customer === customer.id) return method;
  if (method.customer !== null) {
    throw invalid(
      "The payment method you provided has already been attached to a customer.",
      undefined,
      "payment_method_already_attached",
    );
  }
  const { behavior } = method;
  if (behavior.kind === "decline" && !behavior.attaches) {
    const { message, code, decline_code } = declineOf(behavior.reason);
    throw new StripeRefusal(message, {
      type: "card_error",
      status: 402,
      code,
      ...(decline_code ? { decline_code } : {}),
    });
  }
  books.change("payment_method", method, undefined, (draft) => {
    draft.customer = customer.id;
  });
  books.emit("payment_method.attached", books.show("payment_method", method));
  return method;
}
