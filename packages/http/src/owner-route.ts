/**
 * Routes for whoever may act for a project in a mode (`K D`): a secret key says both by itself; a developer's session
 * names them as `projectId` and `mode` in the query, and the project must be the developer's own.
 */
import { type Endpoint, modeSchema } from "@dream-api/contract";
import {
  type Actor,
  type DeveloperSession,
  DreamError,
  type PlatformScope,
  type ProjectId,
  parseProjectId,
  type Scope,
  scopeOf,
  type VerifyDeveloper,
} from "@dream-api/domain";
import type { Context, Env, Hono } from "hono";
import { callOf } from "./call.ts";
import { readBearer } from "./credentials.ts";
import { readSession } from "./developer-route.ts";
import { once } from "./once.ts";
import { type Answer, type OpenRouteInput, on, readInput } from "./route.ts";
import { validate } from "./validate.ts";

/** A secret key that works, and whose it is. */
export interface KeyOwner {
  readonly scope: Scope;
  readonly platform: PlatformScope;
  /** Of the secret, for the audit log. */
  readonly hint: string;
}

export interface OwnerReaders {
  /** Null for every key that does not work. */
  readonly ownerOfKey: (secretKey: string) => Promise<KeyOwner | null>;
  readonly verifyDeveloper: VerifyDeveloper;
  /** The developer's platform if the project is its own and not deleted. */
  readonly ownerOfProject: (session: DeveloperSession, projectId: ProjectId) => Promise<PlatformScope | null>;
}

export interface Owner {
  readonly scope: Scope;
  readonly platform: PlatformScope;
  readonly actor: Actor;
}

export type OwnerRouteInput<E extends Env, Target extends Endpoint> = OpenRouteInput<E, Target> & Owner;

export function ownerRoute<E extends Env, Target extends Endpoint>(
  app: Hono<E>,
  endpoint: Target,
  readersOf: (env: E["Bindings"]) => OwnerReaders,
  handle: (input: OwnerRouteInput<E, Target>) => Answer,
): void {
  on(app, endpoint, async (context) => {
    const isKey = readBearer(context.req.raw.headers)?.startsWith("sk_") ?? false;
    const owner = await (isKey ? readKeyOwner : readSessionOwner)(context, readersOf(context.env));
    const input = await readInput(endpoint, context, isKey ? [] : ["projectId", "mode"]);
    const caller = `${owner.scope.projectId}:${owner.scope.mode}`;
    return once({ endpoint, request: context.req.raw, caller, input }, () => handle({ context, ...owner, ...input }));
  });
}

async function readKeyOwner({ req }: Context, { ownerOfKey }: OwnerReaders): Promise<Owner> {
  const owner = await ownerOfKey(readBearer(req.raw.headers) ?? "");
  if (!owner) throw new DreamError("unauthorized");
  const { scope, platform, hint } = owner;
  return { scope, platform, actor: { name: `key ${hint}`, requestId: callOf(req.raw).requestId } };
}

async function readSessionOwner({ req }: Context, { verifyDeveloper, ownerOfProject }: OwnerReaders): Promise<Owner> {
  const session = await readSession(req.raw.headers, verifyDeveloper);
  const mode = validate(modeSchema, req.query("mode"), "query.mode");
  const projectId = parseProjectId(req.query("projectId") ?? "");
  const platform = projectId && (await ownerOfProject(session, projectId));
  if (!projectId || !platform) throw new DreamError("not_found");
  return {
    scope: scopeOf(projectId, mode),
    platform,
    actor: { name: "developer", requestId: callOf(req.raw).requestId },
  };
}
