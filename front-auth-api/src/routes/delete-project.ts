import { deleteProject } from "@dream-api/contract";
import { endProject } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { pendingView, projectIdOf } from "./project-view.ts";

export function routeDeleteProject({ app, servicesOf }: Api): void {
  platformRoute(app, deleteProject, servicesOf, async ({ context, platform, actor, params, body }) => {
    const { projects, announce } = servicesOf(context.env);
    const { pending } = await endProject(platform, projectIdOf(params.id), body.name, { projects, announce, actor });
    return Response.json({ deleted: true, ...pendingView(pending) });
  });
}
