/** `Lab`, called from Node through the bridge. */
import type { Miniflare } from "miniflare";
import type { LabMethods } from "./lab-methods.ts";

export type LabClient = {
  [Name in keyof LabMethods]: (...parameters: Parameters<LabMethods[Name]>) => Promise<ReturnType<LabMethods[Name]>>;
};

/** @throws Error with the message of what was thrown there */
export function connectLab(miniflare: Miniflare): LabClient {
  return new Proxy({} as LabClient, {
    get(_target, method) {
      // Not thenable, or `await lab` would call it.
      if (typeof method !== "string" || method === "then") return undefined;
      return async (...parameters: unknown[]) => {
        const response = await miniflare.dispatchFetch(`http://bridge/LAB/${method}`, {
          method: "POST",
          body: JSON.stringify(parameters),
        });
        const answer = (await response.json()) as { result?: unknown; error?: string };
        if (!response.ok) throw new Error(`lab.${method}: ${answer.error}`);
        return answer.result;
      };
    },
  });
}
