/**
 * An edit of the catalogue, from the rule to Stripe: our rows change first, then the Meters are told, then Stripe
 * follows. What Stripe does not take now, the cron brings to it later; the edit stands either way.
 */
import { secondMs } from "../clock.ts";
import { DreamError } from "../errors.ts";
import type { Announce } from "../metering/announce.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Actor } from "../work/audit.ts";
import type { Catalogue, CatalogueChange, CatalogueStore } from "./catalogue.ts";
import type { SyncDependencies } from "./held-run.ts";
import type { PlannedItem } from "./plan-catalogue.ts";
import { type SyncLimits, syncCatalogue } from "./sync-catalogue.ts";

export interface EditDependencies extends SyncDependencies {
  readonly catalogue: CatalogueStore;
  readonly announce: Announce;
}

/**
 * How far Stripe got with what we want of it. `pending` is tried again by itself, `failed` was refused and needs the
 * developer. `plan` is what this call found to do there.
 */
export interface StripeOutcome {
  readonly status: "synced" | "pending" | "not_connected" | "failed";
  readonly plan: readonly PlannedItem[];
}

export interface EditOutcome {
  /** True while the Meters could not be told yet; the outbox goes on trying. */
  readonly pending: boolean;
  readonly stripe: StripeOutcome;
}

/** How long a caller waits for Stripe before the rest is left to the cron. */
const followWithinMs = 10 * secondMs;
/** Editors who came first this often in a row are too many for one project. */
const tries = 30;

/**
 * @param rule what changes in the catalogue as it is; null for nothing. It may be asked again of a newer one
 * @throws DreamError `not_found`, `conflict` after too many edits at once, and what the rule refuses
 */
export async function editCatalogue(
  scope: Scope,
  actor: Actor,
  rule: (catalogue: Catalogue, at: number) => CatalogueChange | null,
  deps: EditDependencies,
): Promise<EditOutcome> {
  const edit = await writeEdit(scope, actor, rule, deps);
  const pending = edit !== null && (await deps.announce(scope, edit.rev)) === "pending";
  return { pending, stripe: await followOnStripe(scope, deps, edit?.change) };
}

/** Lets Stripe follow for as long as a caller waits. Never throws: what is not done stays for the cron. */
export async function followOnStripe(
  scope: Scope,
  deps: SyncDependencies,
  change?: SyncLimits["change"],
): Promise<StripeOutcome> {
  try {
    const until = deps.clock().real + followWithinMs;
    const { status, plan } = await syncCatalogue(scope, deps, { until, ...(change ? { change } : {}) });
    return { status: status === "running" ? "pending" : status, plan };
  } catch (cause) {
    deps.report("Stripe could not follow a catalogue; the cron goes on with it", cause);
    const isRefused = cause instanceof ProviderFailure && cause.kind !== "unavailable";
    return { status: isRefused ? "failed" : "pending", plan: [] };
  }
}

interface WrittenEdit {
  /** The project's. */
  readonly rev: number;
  readonly change: NonNullable<SyncLimits["change"]>;
}

function namesIn({ tiers = [], products = [] }: CatalogueChange): string[] {
  return [...tiers, ...products].map(({ name }) => name);
}

async function writeEdit(
  scope: Scope,
  actor: Actor,
  rule: (catalogue: Catalogue, at: number) => CatalogueChange | null,
  { catalogue: store, clock }: EditDependencies,
): Promise<WrittenEdit | null> {
  for (let round = 0; round < tries; round += 1) {
    const catalogue = await store.read(scope);
    if (!catalogue) throw new DreamError("not_found");
    const change = rule(catalogue, clock().real);
    if (!change) return null;
    const rev = await store.write(scope, catalogue, change, actor);
    // Each write of a catalogue makes its rev grow by one.
    if (rev !== null) return { rev, change: { rev: catalogue.rev + 1, names: namesIn(change) } };
  }
  throw new DreamError("conflict");
}
