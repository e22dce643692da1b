/** Brings an announcement to every Meter of a project and settles it in the outbox. */

import type { Scope } from "../tenancy/scope.ts";
import { shardsOf } from "../usage/shard.ts";
import type { OutboxStore } from "../work/outbox.ts";
import type { Announce } from "./announce.ts";

export interface AnnouncementDependencies {
  readonly outbox: Pick<OutboxStore, "announced">;
  /** Rejects when the Meter could not be told, or could not read D1. */
  readonly heed: (scope: Scope, shard: number, rev: number) => Promise<void>;
  readonly report: (message: string, cause: unknown) => void;
}

/** @throws what the first Meter that could not be told threw */
export async function announceToMeters(scope: Scope, rev: number, deps: AnnouncementDependencies): Promise<void> {
  const shards = Array.from({ length: shardsOf[scope.mode] }, (_, shard) => shard);
  await Promise.all(shards.map((shard) => deps.heed(scope, shard, rev)));
  await deps.outbox.announced(scope, rev);
}

/** For use cases: a Meter that can't be told now is left to the outbox. */
export function createAnnounce(deps: AnnouncementDependencies): Announce {
  return async (scope, rev) => {
    try {
      await announceToMeters(scope, rev, deps);
      return "announced";
    } catch (cause) {
      deps.report("a Meter could not be told of a change; the outbox will", cause);
      return "pending";
    }
  };
}
