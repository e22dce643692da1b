import { changeProjectSettings, type ProjectChanges } from "@dream-api/contract";
import { changeProjectSettings as changeSettings, type ModeSettings } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { projectIdOf, projectView } from "./project-view.ts";

export function routeChangeProjectSettings({ app, servicesOf }: Api): void {
  platformRoute(app, changeProjectSettings, servicesOf, async ({ context, platform, actor, params, body }) => {
    const { projects } = servicesOf(context.env);
    const change = { name: body.name, mode: body.mode, settings: settingsOf(body) };
    return Response.json(
      projectView(await changeSettings(platform, projectIdOf(params.id), change, { projects, actor })),
    );
  });
}

/** Only what the call names. */
function settingsOf({ allowedOrigins, redirectUris, defaultUrls, branding }: ProjectChanges): Partial<ModeSettings> {
  const named = {
    allowedOrigins,
    redirectUris,
    ...defaultUrls,
    brandName: branding?.name,
    brandColour: branding?.colour,
    brandLogoUrl: branding?.logoUrl,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}
