import { modeSchema, receiveConnectWebhook } from "@dream-api/contract";
import { DreamError, receiveEvent } from "@dream-api/domain";
import { webhookRoute } from "@dream-api/http";
import { connectEvent, readStripeWebhook } from "@dream-api/stripe";
import type { Api } from "./api.ts";

const sources = { test: "stripe_connect_test", live: "stripe_connect_live" } as const;

export function routeReceiveConnectWebhook({ app, servicesOf }: Api): void {
  webhookRoute(app, receiveConnectWebhook, async ({ context, rawBody }) => {
    const mode = modeSchema.safeParse(context.req.param("mode")).data;
    if (!mode) throw new DreamError("not_found");
    const { connectWebhookSecrets, connectNews } = servicesOf(context.env).providers();
    const signature = context.req.header("Stripe-Signature") ?? null;
    const news = await readStripeWebhook(rawBody, signature, connectWebhookSecrets[mode]);
    if (!news) throw new DreamError("invalid_signature");
    const event = connectEvent(news, sources[mode]);
    if (event) await receiveEvent(event, connectNews);
    return context.json({ received: true });
  });
}
