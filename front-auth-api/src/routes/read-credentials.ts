import { readCredentials } from "@dream-api/contract";
import { DreamError } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { keyView, projectIdOf } from "./project-view.ts";

export function routeReadCredentials({ app, servicesOf }: Api): void {
  platformRoute(app, readCredentials, servicesOf, async ({ context, platform, query }) => {
    const { projects } = servicesOf(context.env);
    const projectId = projectIdOf(query.projectId);
    const [project, prices] = await Promise.all([
      projects.find(platform, projectId),
      projects.listPrices(platform, projectId),
    ]);
    if (!project) throw new DreamError("not_found");
    const keysIn = (mode: "test" | "live") => (project.modes[mode]?.keys ?? []).map(keyView);
    const pricesIn = (mode: "test" | "live") =>
      prices
        .filter((price) => price.mode === mode && price.isCurrent)
        .map(({ name, stripePriceId }) => ({ name, priceId: stripePriceId }));
    return Response.json({
      test: keysIn("test"),
      live: keysIn("live"),
      prices: { test: pricesIn("test"), live: pricesIn("live") },
    });
  });
}
