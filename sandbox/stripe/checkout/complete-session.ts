/** A session whose payment succeeded, is settling, or was not needed. Only now does the subscription exist. */
import { lineOfPrice } from "../billing/one-time-line.ts";
import { startSubscription } from "../billing/start-subscription.ts";
import type { SubscriptionEntity } from "../billing/subscription-entity.ts";
import { countRedemption } from "../catalogue/coupon-rules.ts";
import { attachPaymentMethod } from "../customers/attach-payment-method.ts";
import type { CustomerEntity, PaymentMethodEntity } from "../customers/customer-entity.ts";
import type { PaymentIntentEntity } from "../payments/payment-entities.ts";
import type { Books } from "../store/books.ts";
import type { SessionEntity } from "./session-entity.ts";
import { invoiceSession } from "./session-invoice.ts";

interface Completion {
  customer: CustomerEntity | undefined;
  method: PaymentMethodEntity | undefined;
  intent?: PaymentIntentEntity;
}

const daySeconds = 86_400;

export function completeSession(books: Books, session: SessionEntity, { customer, method, intent }: Completion): void {
  books.unschedule("expire_session", session.id);
  const isKept = session.mode === "subscription" || intent?.setup_future_usage;
  if (method && customer && isKept) attachPaymentMethod(books, method, customer);
  const started =
    session.mode === "subscription" && customer ? subscribe(books, session, customer, method, intent) : undefined;
  if (session.mode === "payment" && session.discount) countRedemption(books, session.discount);
  books.change("checkout.session", session, undefined, (draft) => {
    draft.status = "complete";
    draft.customer = customer?.id ?? null;
    draft.payment_status = paymentStatus(intent);
    draft.subscription = started?.subscription ?? null;
    draft.invoice = started?.invoice ?? null;
  });
  invoiceSession(books, session, intent);
  books.emit("checkout.session.completed", books.show("checkout.session", session));
}

function paymentStatus(intent: PaymentIntentEntity | undefined): SessionEntity["payment_status"] {
  if (!intent) return "no_payment_required";
  return intent.status === "succeeded" ? "paid" : "unpaid";
}

function subscribe(
  books: Books,
  session: SessionEntity,
  customer: CustomerEntity,
  method: PaymentMethodEntity | undefined,
  intent: PaymentIntentEntity | undefined,
): { subscription: string; invoice: string } {
  const priced = session.lines.map((line) => ({ line, price: books.own("price", line.price) }));
  const items = priced
    .filter(({ price }) => price.recurring)
    .map(({ line }) => ({ price: line.price, quantity: line.quantity, metadata: line.metadata }));
  const extraLines = priced
    .filter(({ price }) => !price.recurring)
    .map(({ line, price }) => lineOfPrice(books, price, line.quantity));
  const { trial_period_days: days, trial_end: end } = session;
  const fields = {
    ...(session.subscription_data as Partial<SubscriptionEntity>),
    default_payment_method: method?.id ?? null,
    discounts: session.discount ? [session.discount] : [],
  };
  const trialEnd = end ?? (days === null ? null : books.now + days * daySeconds);
  const { subscription, invoice } = startSubscription(
    books,
    customer,
    { items, currency: session.currency, trialEnd, extraLines, fields },
    intent,
  );
  if (intent) {
    books.change("payment_intent", intent, undefined, (draft) => {
      draft.invoice = invoice.id;
    });
  }
  return { subscription: subscription.id, invoice: invoice.id };
}
