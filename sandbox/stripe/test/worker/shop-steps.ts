/** What the shop does at Stripe, step by step; the test is the calendar and the payer in between. */
import Stripe from "stripe";

type Step = (stripe: Stripe, input: Record<string, string>) => Promise<unknown>;

export const steps: Record<string, Step> = {
  async sell(stripe) {
    const price = await stripe.prices.create({
      currency: "usd",
      unit_amount: 2900,
      recurring: { interval: "month" },
      product_data: { name: "Pro" },
    });
    const session = await stripe.checkout.sessions.create({
      mode: "subscription",
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: "https://example.com/done",
    });
    return { id: session.id, url: session.url };
  },

  async subscription(stripe, { session = "" }) {
    const { subscription } = await stripe.checkout.sessions.retrieve(session, {
      expand: ["subscription.latest_invoice.payments"],
    });
    const { id, status, customer, latest_invoice, cancel_at_period_end } = subscription as Stripe.Subscription;
    const invoice = latest_invoice as Stripe.Invoice;
    return {
      id,
      status,
      customer,
      cancel_at_period_end,
      invoice: invoice.status,
      attempts: invoice.attempt_count,
      payment: invoice.payments?.data[0]?.payment.payment_intent,
    };
  },

  async payWith(stripe, { subscription = "", customer = "", card = "" }) {
    const method = await stripe.paymentMethods.attach(card, { customer });
    const updated = await stripe.subscriptions.update(subscription, { default_payment_method: method.id });
    return { default_payment_method: updated.default_payment_method };
  },

  async cancel(stripe, { subscription = "", when = "now" }) {
    if (when === "now") return statusOf(await stripe.subscriptions.cancel(subscription));
    return statusOf(await stripe.subscriptions.update(subscription, { cancel_at_period_end: true }));
  },

  async refund(stripe, { payment = "", amount = "" }) {
    const refund = await stripe.refunds.create({ payment_intent: payment, amount: Number(amount) });
    const charge = await stripe.charges.retrieve(refund.charge as string);
    return { status: refund.status, refunded: charge.refunded, amountRefunded: charge.amount_refunded };
  },

  async connect(stripe, { code = "" }) {
    const { stripe_user_id: account = "", scope } = await stripe.oauth.token({
      grant_type: "authorization_code",
      code,
    });
    const product = await stripe.products.create({ name: "Hers" }, { stripeAccount: account });
    const theirs = await stripe.products.list({}, { stripeAccount: account });
    const ours = await stripe.products.list();
    return { account, scope, product: product.id, theirs: theirs.data.length, ours: ours.data.length };
  },

  async disconnect(stripe, { account = "", client = "" }) {
    const { stripe_user_id } = await stripe.oauth.deauthorize({ client_id: client, stripe_user_id: account });
    return { account: stripe_user_id, after: await refusal(stripe.products.list({}, { stripeAccount: account })) };
  },

  async paginate(stripe, { count = "" }) {
    const made: string[] = [];
    for (let index = 0; index < Number(count); index += 1) {
      made.push((await stripe.products.create({ name: `Product ${index}` })).id);
    }
    const read: string[] = [];
    for await (const { id } of stripe.products.list({ limit: 10 })) read.push(id);
    const backwards = await stripe.products
      .list({ limit: 10, ending_before: made[0] ?? "" })
      .autoPagingToArray({ limit: 100 });
    return { made, read, backwards: backwards.map(({ id }) => id) };
  },

  async refusals(stripe) {
    const stranger = new Stripe("sk_test_stranger", { apiVersion: "2026-10-28.endive", telemetry: false });
    const customer = await stripe.customers.create({ email: "ada@example.com" });
    await stripe.products.create({ name: "Pro" }, { idempotencyKey: "one" });
    return [
      await refusal(stripe.products.retrieve("prod_none")),
      await refusal(stripe.products.create({ name: "Pro", colour: "red" } as never)),
      await refusal(stranger.products.list()),
      await refusal(stripe.products.list({}, { stripeAccount: "acct_none" })),
      await refusal(stripe.paymentMethods.attach("pm_card_chargeDeclined", { customer: customer.id })),
      await refusal(stripe.products.create({ name: "Max" }, { idempotencyKey: "one" })),
      await refusal(stripe.oauth.token({ grant_type: "authorization_code", code: "ac_none" })),
    ];
  },

  async tryOnce(stripe) {
    return refusal(stripe.products.create({ name: "Pro" }, { maxNetworkRetries: 0 }));
  },

  /** With the SDK's own key and retries. */
  async createProduct(stripe, { name = "" }) {
    const { id } = await stripe.products.create({ name });
    const { data } = await stripe.products.list();
    return { id, all: data.map((product) => product.id) };
  },
};

function statusOf({ status, cancel_at_period_end }: Stripe.Subscription) {
  return { status, cancel_at_period_end };
}

async function refusal(call: Promise<unknown>) {
  try {
    await call;
    return { type: "accepted" };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { type, statusCode, code, param } = error;
    return { type, statusCode, code, param };
  }
}
