import { promoteToLive, rollBackPromotion } from "@dream-api/contract";
import { DreamError, type PromotionWish, parseProjectId, promote, scopeOf } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { showPromotion } from "./show-promotion.ts";

export function routePromoteToLive(api: Api): void {
  route(api, promoteToLive, "promotion");
}

export function routeRollBackPromotion(api: Api): void {
  route(api, rollBackPromotion, "rollback");
}

function route(
  { app, servicesOf }: Api,
  endpoint: typeof promoteToLive | typeof rollBackPromotion,
  what: PromotionWish["what"],
): void {
  platformRoute(
    app,
    endpoint,
    (env) => servicesOf(env).readers,
    async ({ context, session, actor, body: { projectId, dryRun } }) => {
      const { readers, promotions } = servicesOf(context.env);
      const parsed = parseProjectId(projectId);
      if (!parsed || !(await readers.ownerOfProject(session, parsed))) throw new DreamError("not_found");
      const outcome = await promote(scopeOf(parsed, "test"), { what, dryRun }, actor, promotions);
      return context.json(showPromotion(outcome));
    },
  );
}
