/** A connected account: still ours to speak for, or lost for good; then its developer is told. */
import type { Mode } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { Actor } from "../work/audit.ts";
import type { DirtyObject } from "./dirty-objects.ts";

export interface ConnectionRow {
  readonly platformId: string;
  readonly rowRev: number;
}

export interface ConnectionLosses {
  /** The connection that sells through an account now; null when none does. */
  findConnected(stripeAccountId: string, mode: Mode): Promise<ConnectionRow | null>;
  /** Drops what waits to be looked at on an account that nobody sells through. */
  dropDirty(stripeAccountId: string, mode: Mode): Promise<void>;
  /** Ends it and drops all its dirty objects; false when the row was changed since it was read. */
  markRevoked(loss: {
    readonly row: ConnectionRow;
    readonly stripeAccountId: string;
    readonly mode: Mode;
    readonly actor: Actor;
    readonly realNow: number;
  }): Promise<boolean>;
}

export interface RefreshConnectionDependencies {
  readonly connections: ConnectionLosses;
  /** Asks Stripe for the account itself. @throws ProviderFailure `account_lost` when it is not ours to ask for */
  readonly askForAccount: (stripeAccountId: string, mode: Mode) => Promise<void>;
  readonly clock: Clock;
}

const actor: Actor = { name: "stripe", requestId: null };

/** @throws ProviderFailure when Stripe can't be asked now */
export async function refreshConnection(
  { stripeAccountId, mode }: DirtyObject,
  { connections, askForAccount, clock }: RefreshConnectionDependencies,
): Promise<"done" | "lost_race"> {
  const row = await connections.findConnected(stripeAccountId, mode);
  if (!row) {
    await connections.dropDirty(stripeAccountId, mode);
    return "done";
  }
  try {
    await askForAccount(stripeAccountId, mode);
    return "done";
  } catch (failure) {
    if (!(failure instanceof ProviderFailure) || failure.kind !== "account_lost") throw failure;
  }
  const loss = { row, stripeAccountId, mode, actor, realNow: clock().real };
  return (await connections.markRevoked(loss)) ? "done" : "lost_race";
}
