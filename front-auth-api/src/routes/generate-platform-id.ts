import { generatePlatformId as endpoint } from "@dream-api/contract";
import { generatePlatformId } from "@dream-api/domain";
import { developerActor, developerRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

export function routeGeneratePlatformId({ app, servicesOf }: Api): void {
  developerRoute(
    app,
    endpoint,
    (env) => servicesOf(env).verifyDeveloper,
    async ({ context, session, body }) => {
      const { firstLogin } = servicesOf(context.env);
      const { claim } = body;
      const { platform } = await generatePlatformId(
        session,
        { claim, actor: developerActor(context.req.raw) },
        firstLogin,
      );
      return context.json({ platformId: platform.platformId });
    },
  );
}
