/**
 * Looks whether Stripe still lets us act for an account that we were told something about: it was deauthorized there,
 * or a call for it was refused. What was told may be old, so only Stripe's answer of now counts.
 */
import type { Mode, NoticeKind } from "@dream-api/contract";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { ConnectProvider } from "./connect-provider.ts";
import type { Connection, ConnectionStore } from "./connection.ts";

export interface ReviewDependencies {
  /** Who sells through that account now; null when nobody does. */
  readonly findByAccount: (
    stripeAccountId: string,
    mode: Mode,
  ) => Promise<{ platform: PlatformScope; connection: Connection } | null>;
  readonly connections: Pick<ConnectionStore, "end">;
  readonly provider: Pick<ConnectProvider, "isOpen">;
}

/** Of the notice that stands until the account, or another one, is connected again. */
export const connectionLostKind = "stripe_connection_lost" satisfies NoticeKind;

/**
 * @returns `lost` also when it is over already or was never ours. A connection that was made anew meanwhile is left
 * @throws ProviderFailure when Stripe did not answer: to be looked at again
 */
export async function reviewConnection(
  { stripeAccountId, mode }: { stripeAccountId: string; mode: Mode },
  deps: ReviewDependencies,
): Promise<"connected" | "lost"> {
  const found = await deps.findByAccount(stripeAccountId, mode);
  if (found === null) return "lost";
  if (await deps.provider.isOpen(mode, stripeAccountId)) return "connected";
  const { platform, connection } = found;
  const about = { platformId: platform.platformId, mode, detail: { account: stripeAccountId } };
  const isEnded = await deps.connections.end(platform, {
    connection,
    status: "revoked",
    audit: { ...about, actor: { name: "stripe", requestId: null }, action: "connection.lost" },
    notice: { ...about, kind: connectionLostKind, topic: mode },
  });
  return isEnded ? "lost" : "connected";
}
