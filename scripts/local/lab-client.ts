/** The Workers' named entrypoints, called from Node through the bridge. */
import type { Miniflare } from "miniflare";
import type { LabMethods } from "./lab-methods.ts";

type Methods<Interface> = { [Name in keyof Interface]: (...parameters: never[]) => unknown };

/** The same methods with their answers in promises. */
export type RemoteMethods<Interface extends Methods<Interface>> = {
  [Name in keyof Interface]: (
    ...parameters: Parameters<Interface[Name]>
  ) => Promise<Awaited<ReturnType<Interface[Name]>>>;
};

export type LabClient = RemoteMethods<LabMethods>;

/**
 * Arguments and results travel as JSON.
 * @param entrypoint as the bridge calls it. @throws Error with the message of what was thrown there
 */
export function connectEntrypoint<Interface extends Methods<Interface>>(
  miniflare: Miniflare,
  entrypoint: string,
): RemoteMethods<Interface> {
  return new Proxy({} as RemoteMethods<Interface>, {
    get(_target, method) {
      // Not thenable, or `await` would call it.
      if (typeof method !== "string" || method === "then") return undefined;
      return async (...parameters: unknown[]) => {
        const response = await miniflare.dispatchFetch(`http://bridge/${entrypoint}/${method}`, {
          method: "POST",
          body: JSON.stringify(parameters),
        });
        const answer = (await response.json()) as { result?: unknown; error?: string };
        if (!response.ok) throw new Error(`${entrypoint}.${method}: ${answer.error}`);
        return answer.result;
      };
    },
  });
}
