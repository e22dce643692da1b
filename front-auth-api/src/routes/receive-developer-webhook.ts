import { readClerkWebhook } from "@dream-api/clerk";
import { receiveDeveloperWebhook } from "@dream-api/contract";
import { DreamError, followDeveloper } from "@dream-api/domain";
import { webhookRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

export function routeReceiveDeveloperWebhook({ app, servicesOf }: Api): void {
  webhookRoute(app, receiveDeveloperWebhook, async ({ context, rawBody }) => {
    const { clerkWebhookSecret, followDeveloper: deps } = servicesOf(context.env);
    const { url, headers } = context.req.raw;
    const news = await readClerkWebhook(
      new Request(url, { method: "POST", headers, body: rawBody }),
      clerkWebhookSecret,
    );
    if (!news) throw new DreamError("invalid_signature");
    if (news.kind === "user_changed") await followDeveloper(news.user.clerkUserId, deps);
    if (news.kind === "user_deleted") await followDeveloper(news.clerkUserId, deps);
    return context.json({ received: true });
  });
}
