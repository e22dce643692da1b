/** Which Durable Object counts for a user. Its name is its address: project, mode and shard. */
import { parseProjectId, type Scope, scopeOf, shardOf, shardsOf } from "@dream-api/domain";
import type { MeterAddress } from "@dream-api/storage";
import type { Env } from "../env.ts";
import type { MeterClient } from "./meter-client.ts";

export function meterOf(env: Env, { projectId, mode }: Scope, shard: number): MeterClient {
  return env.METER.get(idOf(env, `${projectId}:${mode}:${shard}`)) as unknown as MeterClient;
}

/** Ids in this isolate: making one hashes its name. */
const rememberedIds = 5000;
const idsOfEnv = new WeakMap<Env, Map<string, DurableObjectId>>();

function idOf(env: Env, name: string): DurableObjectId {
  const ids = idsOfEnv.get(env) ?? new Map<string, DurableObjectId>();
  idsOfEnv.set(env, ids);
  let id = ids.get(name);
  if (!id) {
    if (ids.size >= rememberedIds) ids.clear();
    id = env.METER.idFromName(name);
    ids.set(name, id);
  }
  return id;
}

export function meterOfUser(env: Env, scope: Scope, userId: string): MeterClient {
  return meterOf(env, scope, shardOf(userId, scope.mode));
}

export function allMeters(env: Env, scope: Scope): MeterClient[] {
  return Array.from({ length: shardsOf[scope.mode] }, (_, shard) => meterOf(env, scope, shard));
}

/** @throws Error for an object that was not reached through {@link meterOf} */
export function addressOf(name: string | undefined): MeterAddress {
  const [project = "", mode, shard] = (name ?? "").split(":");
  const projectId = parseProjectId(project);
  if (!projectId || (mode !== "test" && mode !== "live")) throw new Error("A Meter was reached without an address");
  return { scope: scopeOf(projectId, mode), shard: Number(shard) };
}
