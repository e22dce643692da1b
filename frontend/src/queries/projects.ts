/** Projects and their settings. */
import { changeProjectSettings, createProducts, deleteProject, listProjects } from "@dream-api/contract";
import type { ReplyOf } from "../api/call.ts";
import { accountKey, projectKey, type QueryOptions, useChange, useEndpoint } from "./use-endpoint.ts";

export const useProjects = (options?: QueryOptions) => useEndpoint("frontAuth", listProjects, {}, options);

/** @param onSuccess gets the first secret, which is told this once, before the page hears of the project */
export const useCreateProject = (onSuccess: (reply: ReplyOf<typeof createProducts>) => void) =>
  useChange("oauth", createProducts, { stale: [accountKey], onSuccess });

export const useChangeProject = (projectId: string) =>
  useChange("frontAuth", changeProjectSettings, { stale: [accountKey, projectKey(projectId)] });

export const useDeleteProject = () => useChange("frontAuth", deleteProject, { stale: [accountKey] });
