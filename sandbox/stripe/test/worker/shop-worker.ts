/** A Worker as an integrator writes it: the official SDK, its own hosts, no word of a sandbox. */
import Stripe from "stripe";

interface Env {
  STRIPE_SECRET_KEY: string;
  STRIPE_WEBHOOK_SECRET: string;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const stripe = new Stripe(env.STRIPE_SECRET_KEY, { apiVersion: "2026-10-28.endive", telemetry: false });
    const { pathname } = new URL(request.url);
    if (pathname === "/webhook") return receive(stripe, request, env.STRIPE_WEBHOOK_SECRET);
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
    const missing = await stripe.products.retrieve("prod_none").catch((error) => error);
    return Response.json({
      session: session.id,
      url: session.url,
      refusal: missing.type,
      requestId: missing.requestId,
    });
  },
};

async function receive(stripe: Stripe, request: Request, secret: string): Promise<Response> {
  const signature = request.headers.get("Stripe-Signature") ?? "";
  try {
    const event = await stripe.webhooks.constructEventAsync(
      await request.text(),
      signature,
      secret,
      undefined,
      Stripe.createSubtleCryptoProvider(),
    );
    return Response.json({ type: event.type });
  } catch {
    return new Response("bad signature", { status: 400 });
  }
}
