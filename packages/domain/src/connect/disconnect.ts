/** The developer ends a connection. What was sold through it stays; new sales wait for the next connection. */
import type { Mode } from "@dream-api/contract";
import { DreamError } from "../errors.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { Actor } from "../work/audit.ts";
import type { ConnectProvider } from "./connect-provider.ts";
import type { Connection, ConnectionStore } from "./connection.ts";

export interface DisconnectDependencies {
  readonly connections: Pick<ConnectionStore, "list" | "end">;
  readonly provider: Pick<ConnectProvider, "deauthorize">;
}

/**
 * Stripe first: should it not answer, the connection stands and the repeat ends it.
 * @returns the connection as it is now; null when there never was one. One that is over stays as it is
 * @throws ProviderFailure; DreamError `conflict` when somebody connected meanwhile
 */
export async function disconnect(
  platform: PlatformScope,
  mode: Mode,
  actor: Actor,
  deps: DisconnectDependencies,
): Promise<Connection | null> {
  const connection = await find(platform, mode, deps);
  if (connection?.status !== "connected") return connection;
  await deps.provider.deauthorize(mode, connection.stripeAccountId);
  const audit = {
    platformId: platform.platformId,
    mode,
    actor,
    action: "connection.ended",
    detail: { account: connection.stripeAccountId },
  };
  const end = (ended: Connection) =>
    deps.connections.end(platform, { connection: ended, status: "disconnected", audit });
  if (!(await end(connection))) {
    const now = await find(platform, mode, deps);
    // Stripe tells us of the end that we asked for, and may be faster than we are: it was the developer all the same.
    const isSame = now?.status === "revoked" && now.stripeAccountId === connection.stripeAccountId;
    if (now?.status === "connected" || (isSame && !(await end(now)))) throw new DreamError("conflict");
  }
  return find(platform, mode, deps);
}

async function find(
  platform: PlatformScope,
  wanted: Mode,
  { connections }: DisconnectDependencies,
): Promise<Connection | null> {
  return (await connections.list(platform)).find(({ mode }) => mode === wanted) ?? null;
}
