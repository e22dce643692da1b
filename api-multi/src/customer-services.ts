/** What the routes about customers work with. Clerk is asked for only where a person has to be reached or looked up. */
import { type ClerkBackend, createClerkBackend } from "@dream-api/clerk";
import type { Mode, Usage } from "@dream-api/contract";
import type {
  Announce,
  CancelNow,
  Clock,
  CreateCustomerDependencies,
  CustomerInvitationDependencies,
  CustomerMeter,
  CustomerStore,
  EraseCustomerDependencies,
  FollowEndUserDependencies,
} from "@dream-api/domain";
import { requireSetting } from "@dream-api/http";
import {
  attemptCountStore,
  type Database,
  personStore,
  tenantCustomerLists,
  tenantCustomers,
  tenantErasure,
  tenantInvitations,
} from "@dream-api/storage";
import type { Env } from "./env.ts";
import { meterOfUser } from "./meter/meter-of.ts";
import { report } from "./report.ts";
import { askMeter, refusalError } from "./routes/answer-outcome.ts";

export interface CustomerServices extends CreateCustomerDependencies, EraseCustomerDependencies {}

/** What needs the end users' Clerk instances. */
export interface EndUserServices {
  readonly webhookSecrets: Readonly<Record<Mode, string>>;
  readonly findPerson: FollowEndUserDependencies["findPerson"];
  readonly invitations: CustomerInvitationDependencies;
}

export function createCustomerServices(
  env: Env,
  database: Database,
  deps: {
    readonly clock: Clock;
    readonly announce: Announce;
    readonly endUsers: () => EndUserServices;
    readonly cancelNow: CancelNow;
  },
): CustomerServices {
  const { clock, announce, endUsers, cancelNow } = deps;
  const realNow = () => clock().real;
  const customers = customerStore(database, realNow);
  return {
    customers,
    erasure: tenantErasure(database, realNow),
    meter: customerMeter(env),
    attempts: attemptCountStore(database),
    invitations: () => endUsers().invitations,
    cancelNow,
    announce,
    clock,
    report,
  };
}

/** @throws Error naming the variable that is missing */
export function createEndUserServices(env: Env, database: Database, clock: Clock): EndUserServices {
  const clerk: Record<Mode, ClerkBackend> = {
    test: createClerkBackend({ secretKey: requireSetting(env, "CLERK_END_USERS_SECRET_KEY_TEST") }),
    live: createClerkBackend({ secretKey: requireSetting(env, "CLERK_END_USERS_SECRET_KEY_LIVE") }),
  };
  const signIn = requireSetting(env, "END_USER_ISSUER");
  return {
    webhookSecrets: {
      test: requireSetting(env, "CLERK_END_USERS_WEBHOOK_SECRET_TEST"),
      live: requireSetting(env, "CLERK_END_USERS_WEBHOOK_SECRET_LIVE"),
    },
    findPerson: (mode, clerkUserId) => clerk[mode].findUser(clerkUserId),
    invitations: {
      customers: customerStore(database, () => clock().real),
      invite: (mode, email) => clerk[mode].invite({ email, redirectUrl: `${signIn}/account?mode=${mode}` }),
      settleInvitation: tenantInvitations(database, () => clock().real).settle,
      report,
    },
  };
}

export function followEndUserDependencies(
  database: Database,
  customers: CustomerServices,
  { findPerson }: EndUserServices,
): FollowEndUserDependencies {
  return { ...customers, persons: personStore(database), findPerson };
}

function customerStore(database: Database, realNow: () => number): CustomerStore {
  const { find, list, readCounts, readPlans } = tenantCustomerLists(database);
  const { create, change, adopt } = tenantCustomers(database, realNow);
  return { find, list, readCounts, readPlans, create, change, adopt };
}

/** Who has no plan has no usage either; every other refusal is one. */
const withoutUsage = ["no_plan", "unknown_tier", "wrong_project_type"];

function customerMeter(env: Env): CustomerMeter {
  return {
    async readUsage(scope, userId, plan) {
      const outcome = await askMeter(meterOfUser(env, scope, userId).usage(null, { userId, plan }));
      if (outcome.accepted) return (JSON.parse(outcome.body) as { usage: Usage }).usage;
      if (withoutUsage.includes(outcome.code)) return null;
      throw refusalError(outcome);
    },
    hasCounted: (scope, userId) => askMeter(meterOfUser(env, scope, userId).hasCounted(userId)),
  };
}
