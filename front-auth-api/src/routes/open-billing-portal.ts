import { openBillingPortal as endpoint } from "@dream-api/contract";
import { openBillingPortal } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

export function routeOpenBillingPortal({ app, servicesOf }: Api): void {
  platformRoute(app, endpoint, servicesOf, async ({ context, platform }) => {
    const url = await openBillingPortal(platform, servicesOf(context.env).planCheckout);
    return context.json({ url });
  });
}
