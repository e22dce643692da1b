/** The apps that people sign in to, by publishable key: the one look-up that starts from a client id. */
import { parseProjectId, platformScopeOf, type SignInClients, scopeOf } from "@dream-api/domain";
import { and, eq, isNull } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { apiKeys, platforms, projectModes, projects } from "../d1/schema/index.ts";

/** How a project looks on our pages. */
export const projectLook = {
  name: projects.name,
  brandName: projectModes.brandName,
  colour: projectModes.brandColour,
  logoUrl: projectModes.brandLogoUrl,
};

interface Look {
  readonly name: string;
  readonly brandName: string | null;
  readonly colour: string | null;
  readonly logoUrl: string | null;
}

export function describeLook({ name, brandName, colour, logoUrl }: Look) {
  return { name: brandName ?? name, colour, logoUrl };
}

export function signInClients(database: Database): SignInClients {
  return discreet({
    async findClient(publishableKey: string) {
      const [row] = await database
        .select({
          projectId: apiKeys.projectId,
          mode: apiKeys.mode,
          platformId: projects.platformId,
          redirectUris: projectModes.redirectUris,
          ...projectLook,
        })
        .from(apiKeys)
        .innerJoin(projects, and(eq(projects.projectId, apiKeys.projectId), isNull(projects.deletedAt)))
        .innerJoin(
          projectModes,
          and(eq(projectModes.projectId, apiKeys.projectId), eq(projectModes.mode, apiKeys.mode)),
        )
        .innerJoin(platforms, and(eq(platforms.platformId, projects.platformId), isNull(platforms.closedAt)))
        .where(and(eq(apiKeys.publishableKey, publishableKey), isNull(apiKeys.revokedAt)));
      const projectId = row && parseProjectId(row.projectId);
      if (!projectId) return null;
      return {
        scope: scopeOf(projectId, row.mode),
        platform: platformScopeOf(row.platformId),
        clientId: publishableKey,
        project: describeLook(row),
        redirectUris: row.redirectUris,
      };
    },
  } satisfies SignInClients);
}
