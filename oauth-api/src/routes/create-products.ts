import { createProducts } from "@dream-api/contract";
import { createProject } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { keysOf, projectOf } from "./new-project.ts";
import { stripeStatus } from "./stripe-status.ts";

export function routeCreateProducts({ app, servicesOf }: Api): void {
  platformRoute(
    app,
    createProducts,
    (env) => servicesOf(env).readers,
    async ({ context, platform, actor, body }) => {
      const { catalogue, connections } = servicesOf(context.env);
      const { name, projectType: type, currency, tiers = [], products = [] } = body;
      // Before the project: nothing that fails behind it may take the only sight of its secret away.
      const connection = (await connections.list(platform)).find(({ mode }) => mode === "test");
      const created = await createProject(platform, { name, type, currency, tiers, products }, actor, catalogue);
      const project = projectOf(created, body, connection);
      return context.json({ project, keys: keysOf(created), stripe: stripeStatus(created.stripe) }, 201);
    },
  );
}
