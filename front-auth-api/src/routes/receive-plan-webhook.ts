import { receivePlanWebhook } from "@dream-api/contract";
import { DreamError, receiveEvent } from "@dream-api/domain";
import { webhookRoute } from "@dream-api/http";
import { platformEvent, readStripeWebhook } from "@dream-api/stripe";
import type { Api } from "./api.ts";

export function routeReceivePlanWebhook({ app, servicesOf }: Api): void {
  webhookRoute(app, receivePlanWebhook, async ({ context, rawBody }) => {
    const { stripeWebhookSecrets, planNews } = servicesOf(context.env);
    const signature = context.req.header("Stripe-Signature") ?? null;
    const news = await readStripeWebhook(rawBody, signature, stripeWebhookSecrets);
    if (!news) throw new DreamError("invalid_signature");
    const event = platformEvent(news);
    if (event) await receiveEvent(event, planNews);
    return context.json({ received: true });
  });
}
