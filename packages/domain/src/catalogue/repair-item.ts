/**
 * News of a product or price of ours that somebody else changed at Stripe: where it is not as our rows want it any
 * more, a sync puts it back, and the project's owner is told.
 */
import type { Mode } from "@dream-api/contract";
import type { DirtyHandler } from "../inbox/process-dirty.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type ItemName, parseStripeProductId } from "./catalogue-item.ts";
import type { SyncDependencies } from "./held-run.ts";
import { planSome } from "./look-at-stripe.ts";
import type { PlanReason } from "./plan-catalogue.ts";

/** What tells a call of our own in news of Stripe: the idempotency key of each begins with it. */
export const catalogueCallPrefix = "dream_api_catalogue_";

export interface ItemOfScope extends ItemName {
  readonly scope: Scope;
}

export interface RepairDependencies extends Pick<SyncDependencies, "stripeOf" | "clock"> {
  readonly runs: Pick<SyncDependencies["runs"], "readDesired">;
  readonly repairs: {
    /**
     * Asks for a sync and leaves a notice, unless one is due anyway.
     * @returns `running` while a sync is held, which may be past the item: then nothing was asked
     */
    ask(scope: Scope, repair: ItemName & { reasons: readonly PlanReason[]; at: number }): Promise<"asked" | "running">;
  };
  /** The item that a price of that account was made for. */
  readonly findPrice: (account: string, mode: Mode, priceId: string) => Promise<ItemOfScope | null>;
}

/** For news of products and of prices. */
export function catalogueItemHandler(deps: RepairDependencies): DirtyHandler {
  return async ({ stripeAccountId, mode, type, objectId }) => {
    const named =
      type === "price" ? await deps.findPrice(stripeAccountId, mode, objectId) : parseStripeProductId(objectId);
    if (named?.scope.mode !== mode) return "done";
    const { scope, kind, name } = named;
    const desired = await deps.runs.readDesired(scope);
    if (desired?.account !== stripeAccountId) return "done";
    const items = desired.items.filter((item) => item.kind === kind && item.name === name);
    const [planned] = await planSome(scope, stripeAccountId, items, deps.stripeOf(mode));
    if (!planned || planned.steps.length === 0) return "done";
    const { reasons } = planned;
    const asked = await deps.repairs.ask(scope, { kind, name, reasons, at: deps.clock().real });
    return asked === "running" ? "lost_race" : "done";
  };
}
