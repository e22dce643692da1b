/**
 * What the other Workers ask of api-multi, over a service binding and never over HTTP: keys, and telling Meters of
 * changes. Refusals come back as values, because an exception loses its code on the way.
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import {
  type Actor,
  type Clock,
  type ControlClient,
  type ControlReply,
  type ControlScope,
  createAnnounce,
  DreamError,
  mintFirstKeyPair,
  mintKeyPair,
  parseProjectId,
  revokeKeyPair,
  rotateSecret,
  type Scope,
  scopeOf,
} from "@dream-api/domain";
import { systemClock } from "@dream-api/http";
import type { Env } from "./env.ts";
import { allMeters } from "./meter/meter-of.ts";
import { type Services, servicesOf } from "./services.ts";

export class Control extends WorkerEntrypoint<Env> implements ControlClient {
  protected readonly clock: Clock = systemClock;

  mintKeyPair(scope: ControlScope, label: string, actor?: Actor) {
    return this.answer(scope, (own, { keyDependencies }) => mintKeyPair(own, label, { ...keyDependencies, actor }));
  }

  mintFirstKeyPair(scope: ControlScope, label: string) {
    return this.answer(scope, (own, { keyDependencies }) => mintFirstKeyPair(own, label, keyDependencies));
  }

  rotateSecret(scope: ControlScope, rotation: { publishableKey: string; overlapSeconds?: number }, actor?: Actor) {
    return this.answer(scope, (own, { keyDependencies }) => rotateSecret(own, rotation, { ...keyDependencies, actor }));
  }

  revokeKeyPair(scope: ControlScope, publishableKey: string, actor?: Actor) {
    return this.answer(scope, (own, { keyDependencies }) =>
      revokeKeyPair(own, publishableKey, { ...keyDependencies, actor }),
    );
  }

  /** Whose a secret key is: asked by Workers that can't check keys themselves. Null for one that does not work. */
  async ownerOfKey(secretKey: string): Promise<(ControlScope & { platformId: string; hint: string }) | null> {
    const { readKey, keys } = servicesOf(this.env, this.clock);
    const key = await readKey(secretKey);
    if (key?.kind !== "sk") return null;
    const owner = await keys.findOwner(key.scope, key.lookup);
    return owner && { projectId: key.scope.projectId, mode: key.mode, ...owner };
  }

  /** Tells the project's Meters to learn what D1 says as of a rev; false while some could not be told. */
  announce(scope: ControlScope, rev: number) {
    return this.answer(
      scope,
      async (own, { announcements }) => (await createAnnounce(announcements)(own, rev)) === "announced",
    );
  }

  /** Brings all counts of the project to D1 again, after D1 was restored. */
  flushAll(scope: ControlScope) {
    return this.answer(scope, async (own) => {
      await Promise.all(allMeters(this.env, own).map((meter) => meter.flushAll()));
    });
  }

  protected async answer<Value>(
    { projectId, mode }: ControlScope,
    work: (scope: Scope, services: Services) => Promise<Value>,
  ): Promise<ControlReply<Value>> {
    const parsed = parseProjectId(projectId);
    if (!parsed) return { ok: false, code: "not_found" };
    try {
      return { ok: true, value: await work(scopeOf(parsed, mode), servicesOf(this.env, this.clock)) };
    } catch (error) {
      if (error instanceof DreamError) return { ok: false, code: error.code };
      throw error;
    }
  }
}
