/** Routes for a developer who is signed in and has an account: the session says which, nothing else can. */
import type { Endpoint } from "@dream-api/contract";
import { type Actor, DreamError, type PlatformScope, type VerifyDeveloper } from "@dream-api/domain";
import type { Env, Hono } from "hono";
import type * as z from "zod";
import { callOf } from "./call.ts";
import { type DeveloperRouteInput, developerRoute } from "./developer-route.ts";
import type { Answer } from "./route.ts";

export interface PlatformReaders {
  readonly verifyDeveloper: VerifyDeveloper;
  /** Null when the developer has no account yet, or closed it. */
  readonly findPlatformOf: (clerkUserId: string) => Promise<PlatformScope | null>;
}

export type PlatformRouteInput<E extends Env, Body, Query, Params> = DeveloperRouteInput<E, Body, Query, Params> & {
  readonly platform: PlatformScope;
  readonly actor: Actor;
};

export function platformRoute<
  E extends Env,
  Body extends z.ZodType,
  Query extends z.ZodType,
  Reply extends z.ZodType,
  Params extends z.ZodType,
>(
  app: Hono<E>,
  endpoint: Endpoint<Body, Query, Reply, Params>,
  readersOf: (env: E["Bindings"]) => PlatformReaders,
  handle: (input: PlatformRouteInput<E, z.output<Body>, z.output<Query>, z.output<Params>>) => Answer,
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
