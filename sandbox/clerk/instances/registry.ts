/** The instances that exist, found by the name or the key that a request carries. Their keys outlive a reset. */
import type { DatabaseSync } from "node:sqlite";
import { openInstanceState } from "../store/instance-state.ts";
import type { Instance, InstanceSettings, InstanceSlug, Scope } from "./instance.ts";
import { instanceSlugs } from "./instance.ts";
import { firstSettings, makeInstance } from "./make-instance.ts";

export interface Registry {
  all(): Scope[];
  bySlug(slug: string): Scope | undefined;
  bySecretKey(secretKey: string | undefined): Scope | undefined;
  changeSettings(slug: InstanceSlug, changes: Partial<InstanceSettings>): void;
  /** Every instance's settings as they were at first. */
  restoreSettings(): void;
}

export type ScopeParts = Pick<Scope, "now" | "sandboxUrl"> & {
  publish(scope: Scope, type: string, data: object): void;
};

export async function openRegistry(database: DatabaseSync, parts: ScopeParts): Promise<Registry> {
  const save = database.prepare("INSERT OR REPLACE INTO instances (slug, body) VALUES (?, ?)");
  const keep = (instance: Instance): Instance => {
    save.run(instance.slug, JSON.stringify(instance));
    return instance;
  };
  const rows = database.prepare("SELECT body FROM instances").all() as { body: string }[];
  const known = new Map(rows.map(({ body }) => JSON.parse(body) as Instance).map((one) => [one.slug, one]));
  const instances = await Promise.all(
    instanceSlugs.map(async (slug) => known.get(slug) ?? keep(await makeInstance(slug))),
  );
  const scopes = new Map(instances.map((instance) => [instance.slug as string, openScope(instance)]));

  function openScope(first: Instance): Scope {
    const state = openInstanceState(database, first.id);
    const scope: Scope = {
      ...state,
      instance: first,
      now: parts.now,
      sandboxUrl: parts.sandboxUrl,
      publish: (type, data) => parts.publish(scope, type, data),
    };
    return scope;
  }

  const changeSettings = (slug: InstanceSlug, changes: Partial<InstanceSettings>): void => {
    const scope = scopes.get(slug);
    if (!scope) throw new Error(`There is no instance ${slug}`);
    const settings = { ...scope.instance.settings, ...changes };
    scopes.set(slug, { ...scope, instance: keep({ ...scope.instance, settings }) });
  };

  return {
    all: () => [...scopes.values()],
    bySlug: (slug) => scopes.get(slug),
    bySecretKey: (secretKey) => [...scopes.values()].find(({ instance }) => instance.secretKey === secretKey),
    changeSettings,
    restoreSettings() {
      for (const { instance } of scopes.values()) changeSettings(instance.slug, firstSettings(instance));
    },
  };
}
