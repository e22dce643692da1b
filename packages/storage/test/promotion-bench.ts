/** A project that may go live, and promotions of it on a real D1 with nothing behind it: no Meters, no Stripe. */
import {
  createKeySigner,
  type EditDependencies,
  editCatalogue,
  mintFirstKeyPair,
  type PromotionDependencies,
  type PromotionOutcome,
  promote,
  type Scope,
  scopeOf,
} from "@dream-api/domain";
import { type Database, tenantCatalogueEditing, tenantKeys, tenantPromotions } from "../src/index.ts";
import { makeProject, now } from "./database.ts";

export const actor = { name: "developer", requestId: null } as const;
export const notConnected = { status: "not_connected", plan: [] } as const;
export const liveOf = ({ projectId }: Scope) => scopeOf(projectId, "live");
const signer = createKeySigner(`1.${"s".repeat(32)}`, undefined);
const clock = () => ({ real: now(), business: now() });

export function promotionBench(world: { readonly database: Database }) {
  const run = (query: string, ...values: unknown[]) =>
    world.database.$client
      .prepare(query)
      .bind(...values)
      .all<Record<string, unknown>>()
      .then(({ results }) => results);

  /** A project whose owner may go live: the plan is paid and an account is connected. */
  async function makeReady(): Promise<Scope> {
    const scope = await makeProject(world.database);
    const platformId = `plt_${scope.projectId}`;
    await run("UPDATE platforms SET covered_until = ? WHERE platform_id = ?", now() + 1, platformId);
    await run(
      `INSERT INTO stripe_connections (platform_id, mode, stripe_account_id, scope, status, connected_at)
       VALUES (?, 'live', ?, 'read_write', 'connected', 0)`,
      platformId,
      `acct_${scope.projectId}`,
    );
    return scope;
  }

  function dependencies(): PromotionDependencies {
    const announce = async () => "announced" as const;
    const keys = tenantKeys(world.database, now);
    return {
      promotions: tenantPromotions(world.database, now),
      clock,
      mintFirstKeyPair: (scope, label) => mintFirstKeyPair(scope, label, { keys, signer, clock, announce }),
      announce,
      followOnStripe: async () => notConnected,
    };
  }

  const go = (
    scope: Scope,
    what: "promotion" | "rollback" = "promotion",
    deps = dependencies(),
  ): Promise<PromotionOutcome> => promote(scope, { what, dryRun: false }, actor, deps);

  /** Edits as the editor does, without an account to follow. */
  function edit(scope: Scope, rule: Parameters<typeof editCatalogue>[2]) {
    const deps = {
      catalogue: tenantCatalogueEditing(world.database, now),
      announce: async () => "announced",
      clock,
      report: () => undefined,
      runs: { take: async () => "not_connected" },
    } as unknown as EditDependencies;
    return editCatalogue(scope, actor, rule, deps);
  }

  return { run, makeReady, dependencies, go, edit };
}
