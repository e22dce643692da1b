/** A connection as the wire shows it. */
import type { Mode, Connection as Shown } from "@dream-api/contract";
import type { Connection } from "@dream-api/domain";

/** @param connection null for a mode that never had one */
export function showConnection(mode: Mode, connection: Connection | null): Shown {
  if (!connection) return { mode, status: "not_connected", accountId: null, connectedAt: null };
  const { status, stripeAccountId, connectedAt } = connection;
  return { mode, status, accountId: stripeAccountId, connectedAt: new Date(connectedAt).toISOString() };
}
