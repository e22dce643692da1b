import { listProjects } from "@dream-api/contract";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { projectView } from "./project-view.ts";

export function routeListProjects({ app, servicesOf }: Api): void {
  platformRoute(app, listProjects, servicesOf, async ({ context, platform }) => {
    const projects = await servicesOf(context.env).projects.list(platform);
    return Response.json({ data: projects.map(projectView) });
  });
}
