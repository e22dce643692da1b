/** Key pairs of a project. A secret is in the reply that makes it and nowhere else. */
import { createKey, readCredentials, revokeKey, rotateKey } from "@dream-api/contract";
import { accountKey, useChange, useEndpoint } from "./use-endpoint.ts";

export const useCredentials = (projectId: string) =>
  useEndpoint("frontAuth", readCredentials, { query: { projectId } });

export const useCreateKey = () => useChange("frontAuth", createKey, { stale: [accountKey] });
export const useRotateKey = () => useChange("frontAuth", rotateKey, { stale: [accountKey] });
export const useRevokeKey = () => useChange("frontAuth", revokeKey, { stale: [accountKey] });
