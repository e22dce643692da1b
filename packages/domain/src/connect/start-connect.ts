/** The way to Stripe: an authorization is begun by one platform for one mode, and only that platform can end it. */
import type { Mode } from "@dream-api/contract";
import { type Clock, hourMs } from "../clock.ts";
import { hashSecret } from "../keys/verify-key.ts";
import { type RandomBytes, randomBase62 } from "../random.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { ConnectProvider } from "./connect-provider.ts";
import type { ConnectionStore } from "./connection.ts";

export interface StartConnectDependencies {
  readonly connections: Pick<ConnectionStore, "addState">;
  readonly provider: Pick<ConnectProvider, "authorizeUrl">;
  readonly clock: Clock;
  readonly randomBytes?: RandomBytes;
}

export interface StartConnect {
  readonly mode: Mode;
  /** Where Stripe sends the browser back to. */
  readonly redirectUri: string;
}

/** Long enough to open a new Stripe account on the way. */
export const authorizationLifetimeMs = hourMs;
/** 32 digits are 190 bits. */
const stateDigits = 32;

/** @returns where the developer's browser goes */
export async function startConnect(
  platform: PlatformScope,
  { mode, redirectUri }: StartConnect,
  { connections, provider, clock, randomBytes }: StartConnectDependencies,
): Promise<{ url: string }> {
  const state = randomBase62(stateDigits, randomBytes);
  const expiresAt = clock().real + authorizationLifetimeMs;
  await connections.addState(platform, { stateHash: await hashSecret(state), mode, expiresAt });
  return { url: provider.authorizeUrl({ mode, state, redirectUri }) };
}
