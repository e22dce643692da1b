/**
 * Puts the test catalogue live, or what was live before: plan, one batch, and what follows it. Each step can be the last
 * that a call gets to: the same call again goes on from there, and the crons finish Meters and Stripe without it.
 */
import type { ErrorCode } from "@dream-api/contract";
import type { StripeOutcome } from "../catalogue/edit-catalogue.ts";
import type { Clock } from "../clock.ts";
import { DreamError } from "../errors.ts";
import { hintOf } from "../keys/key-text.ts";
import type { KeyPair } from "../keys/manage-keys.ts";
import type { Announce } from "../metering/announce.ts";
import { type Scope, scopeOf } from "../tenancy/scope.ts";
import type { Actor } from "../work/audit.ts";
import {
  type CatalogueContent,
  contentOf,
  isSameContent,
  type PromotionPlan,
  planPromotion,
} from "./plan-promotion.ts";
import {
  firstLiveSettings,
  type PromotionState,
  type PromotionStore,
  type PromotionWrite,
  settingsStep,
} from "./promotion.ts";

export interface PromotionDependencies {
  readonly promotions: PromotionStore;
  readonly clock: Clock;
  /** Null when live has, or had, a pair. */
  readonly mintFirstKeyPair: (scope: Scope, label: string) => Promise<KeyPair | null>;
  readonly announce: Announce;
  /** Lets Stripe follow; what it does not take now stays for the cron. */
  readonly followOnStripe: (scope: Scope) => Promise<StripeOutcome>;
}

export interface PromotionWish {
  readonly what: "promotion" | "rollback";
  readonly dryRun: boolean;
}

export interface PromotionOutcome {
  readonly plan: PromotionPlan;
  readonly isApplied: boolean;
  /** What would refuse it, for a dry run. */
  readonly obstacles: readonly ErrorCode[];
  /** Live's first pair: its secret is shown here and never again. */
  readonly keys: (KeyPair & { readonly hint: string }) | null;
  /** Null for a dry run. */
  readonly stripe: StripeOutcome | null;
  /** True while the Meters could not be told yet. */
  readonly pending: boolean;
}

const firstLabel = "live";

/**
 * @param project its test scope
 * @throws DreamError `not_found`, `not_promoted` (there is nothing to go back to), `plan_required`,
 * `stripe_not_connected`, `free_tier_exists`, `catalogue_limit_reached`, `conflict` when a catalogue was edited meanwhile
 */
export async function promote(
  project: Scope,
  { what, dryRun }: PromotionWish,
  actor: Actor,
  deps: PromotionDependencies,
): Promise<PromotionOutcome> {
  const state = await deps.promotions.read(project);
  if (!state) throw new DreamError("not_found");
  const source = sourceOf(state, what);
  const plan = planOf(state, source, deps);
  const obstacles = obstaclesOf(state, plan, deps);
  if (dryRun) return { plan, isApplied: false, obstacles, keys: null, stripe: null, pending: false };
  if (obstacles[0]) throw new DreamError(obstacles[0]);

  const live = scopeOf(project.projectId, "live");
  const rev = hasSomethingToWrite(state, source, plan) ? await write(project, state, source, plan, actor, deps) : null;
  const isUntold = rev !== null && (await deps.announce(live, rev)) === "pending";
  const stripe = await deps.followOnStripe(live);
  // Asked of the keys and not of this call: the one that made live may have ended before it made them. Last, because
  // nothing that fails behind it may take the only sight of the secret away.
  const keys = state.liveKeyCount === 0 ? await mintFirstKeys(live, deps) : null;
  return { plan, isApplied: true, obstacles: [], keys, stripe, pending: isUntold || (keys?.pending ?? false) };
}

async function mintFirstKeys(live: Scope, { mintFirstKeyPair }: PromotionDependencies) {
  const pair = await mintFirstKeyPair(live, firstLabel);
  return pair && { ...pair, hint: hintOf(pair.secretKey) };
}

interface Source {
  readonly content: CatalogueContent;
  /** The snapshot that is put live again; null for test's own. */
  readonly restores: number | null;
}

function sourceOf({ test, live, before }: PromotionState, what: PromotionWish["what"]): Source {
  if (what === "promotion") return { content: contentOf(test), restores: null };
  if (!live || !before) throw new DreamError("not_promoted");
  return { content: before.content, restores: before.id };
}

function planOf(state: PromotionState, source: Source, { clock }: PromotionDependencies): PromotionPlan {
  const { live, last, testSettings } = state;
  const plan = planPromotion({
    wanted: source.content,
    live: live ?? { tiers: [], products: [] },
    last: last?.content ?? null,
    isRollback: source.restores !== null,
    at: clock().real,
  });
  const settings = live ? null : settingsStep(firstLiveSettings(testSettings));
  return settings ? { ...plan, steps: [...plan.steps, settings] } : plan;
}

function obstaclesOf(state: PromotionState, plan: PromotionPlan, { clock }: PromotionDependencies): ErrorCode[] {
  const isCovered = state.coveredUntil !== null && state.coveredUntil > clock().business;
  return [
    ...(isCovered ? [] : ["plan_required" as const]),
    ...(state.isLiveConnected ? [] : ["stripe_not_connected" as const]),
    ...(plan.refusal ? [plan.refusal] : []),
  ];
}

function hasSomethingToWrite({ live, last }: PromotionState, source: Source, { change }: PromotionPlan): boolean {
  const isChange = change.tiers.length + change.products.length > 0;
  return !live || isChange || !last || source.restores !== null || !isSameContent(last.content, source.content);
}

async function write(
  project: Scope,
  state: PromotionState,
  { content, restores }: Source,
  { change, steps }: PromotionPlan,
  actor: Actor,
  { promotions }: PromotionDependencies,
): Promise<number> {
  const made = steps.filter(({ action }) => action !== "leave").map(({ action, name }) => `${action} ${name}`);
  const audit: PromotionWrite["audit"] = {
    platformId: state.platformId,
    projectId: project.projectId,
    mode: "live",
    actor,
    action: restores === null ? "catalogue.promoted" : "catalogue.rolled_back",
    detail: { steps: made },
  };
  const rev = await promotions.write(project, {
    basis: { testRev: restores === null ? state.test.rev : null, liveRev: state.live?.rev ?? null },
    change,
    content,
    restores,
    settings: state.live ? null : firstLiveSettings(state.testSettings),
    audit,
  });
  if (rev === null) throw new DreamError("conflict");
  return rev;
}
