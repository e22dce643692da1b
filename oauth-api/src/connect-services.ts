/** What connecting Stripe accounts and putting catalogues live work with. */
import type { Mode } from "@dream-api/contract";
import {
  type Announce,
  type Clock,
  type ConnectDependencies,
  followOnStripe,
  type PromotionDependencies,
  replyValue,
  type StartConnectDependencies,
  type SyncDependencies,
} from "@dream-api/domain";
import { requireSetting } from "@dream-api/http";
import { type Database, type platformConnections, tenantPromotions } from "@dream-api/storage";
import { createConnectProvider, createStripeClient } from "@dream-api/stripe";
import type { Env } from "./env.ts";
import { report } from "./report.ts";

export type ConnectServices = ConnectDependencies & StartConnectDependencies & CallbackTarget;

interface CallbackTarget {
  /** Of the dashboard, where the way back from Stripe goes on. */
  readonly callbackUrl: string;
}

const defaultAuthorizeBase = "https://connect.stripe.com";

/** @throws Error naming the variable that is missing */
export function createConnectServices(
  env: Env,
  connections: ReturnType<typeof platformConnections>,
  clock: Clock,
): ConnectServices {
  const stripe = {
    test: createStripeClient({ secretKey: requireSetting(env, "STRIPE_SECRET_KEY_TEST") }),
    live: createStripeClient({ secretKey: requireSetting(env, "STRIPE_SECRET_KEY_LIVE") }),
  };
  const clientId: Record<Mode, string> = {
    test: requireSetting(env, "STRIPE_CLIENT_ID_TEST"),
    live: requireSetting(env, "STRIPE_CLIENT_ID_LIVE"),
  };
  const authorizeBase = env.STRIPE_CONNECT_AUTHORIZE_BASE || defaultAuthorizeBase;
  return {
    connections,
    provider: createConnectProvider({ stripe, clientId, authorizeBase }),
    callbackUrl: new URL("/connect/callback", requireSetting(env, "FRONTEND_URL")).href,
    clock,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    report,
  };
}

export function createPromotionServices(
  env: Env,
  database: Database,
  sync: SyncDependencies & { readonly announce: Announce },
): PromotionDependencies {
  const { clock, announce } = sync;
  return {
    promotions: tenantPromotions(database, () => clock().real),
    clock,
    announce,
    mintFirstKeyPair: ({ projectId, mode }, label) =>
      replyValue(env.CONTROL.mintFirstKeyPair({ projectId, mode }, label)),
    followOnStripe: (scope) => followOnStripe(scope, sync),
  };
}
