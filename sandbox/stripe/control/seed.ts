/** A small believable world: plans and subscribers of the platform, and a connected shop with things to sell. */
import { createSubscription } from "../billing/subscriptions.ts";
import { createCoupon, createPromotionCode } from "../catalogue/coupons.ts";
import { createPrice } from "../catalogue/prices.ts";
import { createProduct } from "../catalogue/products.ts";
import { confirmSession } from "../checkout/confirm-session.ts";
import { createSession } from "../checkout/create-session.ts";
import { readPayer } from "../checkout/payer-details.ts";
import { createCustomer } from "../customers/customers.ts";
import { findPaymentMethod } from "../customers/payment-methods.ts";
import { createPortalConfiguration } from "../portal/portal.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Books } from "../store/books.ts";
import { inTransaction } from "../store/database.ts";

const plans = [
  { key: "starter", name: "Starter", monthly: 900 },
  { key: "pro", name: "Pro", monthly: 2900 },
  { key: "team", name: "Team", monthly: 9900 },
] as const;
const yearInMonths = 10;

const goods = [
  { key: "mug", name: "Mug", amount: 1500 },
  { key: "shirt", name: "T-shirt", amount: 2500 },
  { key: "stickers", name: "Stickers", amount: 500 },
] as const;

const subscribers = [
  { name: "Ada Lovelace", email: "ada@example.com", plan: "pro", card: "pm_card_visa" },
  { name: "Grace Hopper", email: "grace@example.com", plan: "starter", card: "pm_card_mastercard", trialDays: 14 },
  { name: "Alan Turing", email: "alan@example.com", plan: "team", card: "pm_card_chargeCustomerFail", trialDays: 3 },
] as const;

const accountId = "acct_1SandboxShop";

/** @returns the connected account, and whether anything was made: a seed falls once */
export function seed(sandbox: Sandbox): { account: string; isNew: boolean } {
  if (sandbox.accounts.find(accountId)) return { account: accountId, isNew: false };
  inTransaction(
    sandbox.database,
    () => {
      sandbox.accounts.create(sandbox.archive.newId, sandbox.clock.now(), { id: accountId, name: "Katherine's shop" });
      sandbox.accounts.connect({ account: accountId, livemode: false, scope: "read_write", code: "" });
      seedPlans(sandbox.platformBooks());
      seedShop(sandbox.books({ account: accountId, livemode: false }));
    },
    () => false,
  );
  sandbox.postOffice.wake();
  return { account: accountId, isNew: true };
}

function seedPlans(books: Books): void {
  const products = plans.map(({ key, name, monthly }) => {
    const product = createProduct(books, { id: `prod_sandbox_${key}`, name }).id as string;
    const price = (interval: "month" | "year", unit_amount: number) =>
      createPrice(books, {
        product,
        currency: "usd",
        unit_amount,
        recurring: { interval },
        lookup_key: `${key}_${interval}`,
      }).id as string;
    return { product, key, prices: [price("month", monthly), price("year", monthly * yearInMonths)] };
  });
  createPortalConfiguration(books, {
    features: {
      customer_update: { enabled: false },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, mode: "at_period_end" },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ["price"],
        products: products.map(({ product, prices }) => ({ product, prices })),
        proration_behavior: "always_invoice",
      },
    },
  });
  for (const { name, email, plan, card, ...more } of subscribers) {
    const customer = createCustomer(books, {
      name,
      email,
      payment_method: card,
      invoice_settings: { default_payment_method: card },
    }).id as string;
    const price = products.find(({ key }) => key === plan)?.prices[0] ?? "";
    createSubscription(books, {
      customer,
      items: [{ price }],
      ...("trialDays" in more ? { trial_period_days: more.trialDays } : {}),
    });
  }
}

function seedShop(books: Books): void {
  const prices = goods.map(({ key, name, amount }) => {
    const product = createProduct(books, { id: `prod_sandbox_${key}`, name }).id as string;
    return createPrice(books, { product, currency: "usd", unit_amount: amount, lookup_key: key }).id as string;
  });
  const coupon = createCoupon(books, { id: "WELCOME", percent_off: 20, duration: "once", name: "Welcome" })
    .id as string;
  createPromotionCode(books, { promotion: { type: "coupon", coupon }, code: "WELCOME20" });
  for (const [index, email] of ["mary@example.com", "dorothy@example.com"].entries()) {
    const { id } = createSession(books, {
      mode: "payment",
      line_items: prices.slice(index).map((price) => ({ price, quantity: 1 })),
      customer_email: email,
      customer_creation: "always",
      success_url: "https://example.com/thanks",
    });
    const session = books.own("checkout.session", id as string);
    confirmSession(books, session, findPaymentMethod(books, "pm_card_visa", "payment_method"), readPayer({}));
  }
}
