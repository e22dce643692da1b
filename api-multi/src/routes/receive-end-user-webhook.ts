import { readClerkWebhook } from "@dream-api/clerk";
import { modeSchema, receiveEndUserWebhook } from "@dream-api/contract";
import { DreamError, followEndUser } from "@dream-api/domain";
import { webhookRoute } from "@dream-api/http";
import { followEndUserDependencies } from "../customer-services.ts";
import type { Api } from "./api.ts";

export function routeReceiveEndUserWebhook({ app, servicesOf }: Api): void {
  webhookRoute(app, receiveEndUserWebhook, async ({ context, rawBody }) => {
    const mode = modeSchema.safeParse(context.req.param("mode")).data;
    if (!mode) throw new DreamError("not_found");
    const { database, customers, endUsers } = servicesOf(context.env);
    const { url, headers } = context.req.raw;
    const message = new Request(url, { method: "POST", headers, body: rawBody });
    const news = await readClerkWebhook(message, endUsers().webhookSecrets[mode]);
    if (!news) throw new DreamError("invalid_signature");
    const { eventId, kind } = news;
    if (kind === "user_changed" || kind === "user_deleted") {
      const clerkUserId = kind === "user_changed" ? news.user.clerkUserId : news.clerkUserId;
      const deps = followEndUserDependencies(database, customers, endUsers());
      await followEndUser(mode, { eventId, type: kind, clerkUserId }, deps);
    }
    return context.json({ received: true });
  });
}
