/** Routes for a developer who is signed in and has an account: the session says which, nothing else can. */
import type { Endpoint } from "@dream-api/contract";
import { type Actor, DreamError, type PlatformScope, type VerifyDeveloper } from "@dream-api/domain";
import type { Env, Hono } from "hono";
import { callOf } from "./call.ts";
import { type DeveloperRouteInput, developerRoute } from "./developer-route.ts";
import type { Answer } from "./route.ts";

export interface PlatformReaders {
  readonly verifyDeveloper: VerifyDeveloper;
  /** Null when the developer has no account yet, or closed it. */
  readonly findPlatformOf: (clerkUserId: string) => Promise<PlatformScope | null>;
}

export type PlatformRouteInput<E extends Env, Target extends Endpoint> = DeveloperRouteInput<E, Target> & {
  readonly platform: PlatformScope;
  readonly actor: Actor;
};

export function platformRoute<E extends Env, Target extends Endpoint>(
  app: Hono<E>,
  endpoint: Target,
  readersOf: (env: E["Bindings"]) => PlatformReaders,
  handle: (input: PlatformRouteInput<E, Target>) => Answer,
): void {
  developerRoute(
    app,
    endpoint,
    (env) => readersOf(env).verifyDeveloper,
    async (input) => {
      const { context, session } = input;
      const platform = await readersOf(context.env).findPlatformOf(session.clerkUserId);
      if (!platform) throw new DreamError("no_platform");
      return handle({ ...input, platform, actor: developerActor(context.req.raw) });
    },
  );
}

export function developerActor(request: Request): Actor {
  return { name: "developer", requestId: callOf(request).requestId };
}
