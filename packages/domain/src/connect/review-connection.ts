/**
 * Looks whether Stripe still lets us act for an account that we were told something about: it was deauthorized there,
 * or a call for it was refused. What was told may be old, so only Stripe's answer of now counts. Access to the account
 * of a developer who is gone is given back.
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
  ) => Promise<{ platform: PlatformScope; connection: Connection; isClosed: boolean } | null>;
  readonly connections: Pick<ConnectionStore, "end">;
  readonly provider: Pick<ConnectProvider, "isOpen" | "deauthorize">;
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
  const { platform, connection, isClosed } = found;
  const about = { platformId: platform.platformId, mode, detail: { account: stripeAccountId } };
  if (isClosed) {
    await deps.provider.deauthorize(mode, stripeAccountId);
    const audit = { ...about, actor: { name: "system", requestId: null }, action: "connection.ended" } as const;
    await deps.connections.end(platform, { connection, status: "disconnected", audit });
    return "lost";
  }
  if (await deps.provider.isOpen(mode, stripeAccountId)) return "connected";
  const isEnded = await deps.connections.end(platform, {
    connection,
    status: "revoked",
    audit: { ...about, actor: { name: "stripe", requestId: null }, action: "connection.lost" },
    notice: { ...about, kind: connectionLostKind, topic: mode },
  });
  return isEnded ? "lost" : "connected";
}
