import { createPlanCheckout } from "@dream-api/contract";
import { startPlanCheckout } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

export function routeCreatePlanCheckout({ app, servicesOf }: Api): void {
  platformRoute(app, createPlanCheckout, servicesOf, async ({ context, platform }) => {
    const url = await startPlanCheckout(platform, servicesOf(context.env).planCheckout);
    return context.json({ url });
  });
}
