/** A Worker as an integrator writes it: the official SDK, its own hosts, no word of a sandbox. */
import Stripe from "stripe";
import { steps } from "./shop-steps.ts";

interface Env {
  STRIPE_SECRET_KEY: string;
}

/** Of the endpoint that the Worker made for itself; another one would keep it as a secret. */
let signingSecret = "";
const received: { type: string; livemode: boolean }[] = [];

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const stripe = new Stripe(env.STRIPE_SECRET_KEY, { apiVersion: "2026-10-28.endive", telemetry: false });
    const { pathname, origin } = new URL(request.url);
    if (pathname === "/webhook") return receive(stripe, request);
    if (pathname === "/received") return Response.json(received);
    if (pathname === "/listen") {
      const url = (await request.text()) || `${origin}/webhook`;
      const endpoint = await stripe.webhookEndpoints.create({ url, enabled_events: ["*"] });
      signingSecret = endpoint.secret ?? "";
      return Response.json({ secret: signingSecret });
    }
    const step = steps[pathname.slice(1)];
    if (!step) return new Response("no such step", { status: 404 });
    return Response.json(await step(stripe, await request.json()));
  },
};

async function receive(stripe: Stripe, request: Request): Promise<Response> {
  const signature = request.headers.get("Stripe-Signature") ?? "";
  try {
    const event = await stripe.webhooks.constructEventAsync(
      await request.text(),
      signature,
      signingSecret,
      undefined,
      Stripe.createSubtleCryptoProvider(),
    );
    received.push({ type: event.type, livemode: event.livemode });
    return Response.json({ type: event.type });
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
    return new Response(error.message, { status: 400 });
  }
}
