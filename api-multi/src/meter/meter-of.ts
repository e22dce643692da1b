/** Which Durable Object counts for a user. Its name is its address: project, mode and shard. */
import { parseProjectId, type Scope, scopeOf, shardOf, shardsOf } from "@dream-api/domain";
import type { MeterAddress } from "@dream-api/storage";
import type { Env } from "../env.ts";
import type { MeterClient } from "./meter-client.ts";

export function meterOf(env: Env, { projectId, mode }: Scope, shard: number): MeterClient {
  const id = env.METER.idFromName(`${projectId}:${mode}:${shard}`);
  return env.METER.get(id) as unknown as MeterClient;
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
