/** Projects and their settings. */
import { changeProjectSettings, createProducts, deleteProject, listProjects } from "@dream-api/contract";
import { accountKey, projectKey, type QueryOptions, useChange, useEndpoint } from "./use-endpoint.ts";

export const useProjects = (options?: QueryOptions) => useEndpoint("frontAuth", listProjects, {}, options);

/** Its reply holds the first secret, which is told this once. */
export const useCreateProject = () => useChange("oauth", createProducts, { stale: [accountKey] });

export const useChangeProject = (projectId: string) =>
  useChange("frontAuth", changeProjectSettings, { stale: [accountKey, projectKey(projectId)] });

export const useDeleteProject = () => useChange("frontAuth", deleteProject, { stale: [accountKey] });
