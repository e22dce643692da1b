/** What the use cases around developers' accounts, plans and registrations work with. */
import { type ClerkBackend, createClerkBackend } from "@dream-api/clerk";
import {
  announceThroughControl,
  type Clock,
  createClaimProofs,
  createSubjectHash,
  type DirtyHandlers,
  type FirstLoginDependencies,
  type FollowDeveloperDependencies,
  listOverduePlans,
  type PlanCheckoutDependencies,
  type PurgeDependencies,
  processDirty,
  type ReceiveDependencies,
  type ReconcileDependencies,
  type RegisterDependencies,
  refreshPlan,
  replyValue,
  type TellPlanDependencies,
  tellDeveloperPlan,
} from "@dream-api/domain";
import { requireList, requireSetting } from "@dream-api/http";
import {
  attemptCountStore,
  claimStore,
  type Database,
  type DeveloperDirectory,
  developerAccounts,
  developerDirectory,
  dirtyObjectStore,
  fetchBudget,
  inboxStore,
  outboxStore,
  planStore,
  platformAccountView,
  platformPlans,
  registrationStore,
  tenantProjects,
} from "@dream-api/storage";
import { createPlanBilling, createStripeClient, listPlanNews, modeOfKey, platformEvent } from "@dream-api/stripe";
import type { Env } from "./env.ts";
import { report } from "./report.ts";

export interface DeveloperServices {
  readonly directory: DeveloperDirectory;
  readonly plans: ReturnType<typeof platformPlans>;
  readonly accountView: ReturnType<typeof platformAccountView>;
  /** In which modes counting takes the paid plan. */
  readonly planRequiredFor: "live" | "all";
  readonly firstLogin: FirstLoginDependencies;
  readonly planCheckout: PlanCheckoutDependencies;
  readonly planNews: ReceiveDependencies & ReconcileDependencies;
  readonly followDeveloper: FollowDeveloperDependencies;
  readonly registration: Omit<RegisterDependencies, "afterwards"> & PurgeDependencies;
  /** Of the endpoint on our own account: two while one replaces the other. */
  readonly stripeWebhookSecrets: readonly string[];
  readonly clerkWebhookSecret: string;
}

/** @throws Error naming the variable that is missing or malformed */
export function createDeveloperServices(env: Env, database: Database, clock: Clock): DeveloperServices {
  const clerkSecretKey = requireSetting(env, "CLERK_SECRET_KEY");
  const clerk = createClerkBackend({ secretKey: clerkSecretKey });
  const dashboardUrl = `${new URL(requireSetting(env, "FRONTEND_URL")).origin}/dashboard`;
  const stripeSecretKey = requireSetting(env, "STRIPE_SECRET_KEY");
  const stripe = createStripeClient({ secretKey: stripeSecretKey });
  const billing = createPlanBilling(stripe, { priceId: requireSetting(env, "STRIPE_PRICE_ID"), dashboardUrl });
  const announce = announceThroughControl(env.CONTROL, report);
  const realNow = () => clock().real;
  const plans = platformPlans(database);
  const refresh = { plans: planStore(database), stripe: billing, announce, clock };
  const tellPlan = planTeller(database, clerk, { readToldPlan: plans.readToldPlan, clock });
  const handlers: DirtyHandlers = {
    platform_subscription: ({ objectId }) => refreshPlan(objectId, { ...refresh, tellPlan }),
  };
  const directory = developerDirectory(database);
  const findDeveloper = clerk.findUser;
  const proofs = createClaimProofs(clerkSecretKey);
  const registrations = registrationStore(database);
  const inbox = inboxStore(database);
  const attempts = attemptCountStore(database);
  const ownMode = modeOfKey(stripeSecretKey);
  const planNews: DeveloperServices["planNews"] = {
    source: "stripe_platform",
    inbox,
    dirty: dirtyObjectStore(database),
    budget: fetchBudget(database),
    listNews: async (since) => (await listPlanNews(stripe, since)).flatMap((news) => platformEvent(news) ?? []),
    listOverdue: (at) => listOverduePlans(refresh.plans, ownMode, at),
    handlers,
    clock,
    report,
  };
  return {
    directory,
    plans,
    accountView: platformAccountView(database),
    planRequiredFor: readPlanRequiredFor(env),
    firstLogin: { directory, findDeveloper, claims: claimStore(database), proofs, announce, clock },
    planCheckout: {
      accounts: plans,
      billing,
      trialDays: readTrialDays(env),
      refresh: (customerId) => refreshPlan(customerId, { ...refresh, tellPlan }),
      clock,
    },
    planNews,
    followDeveloper: {
      accounts: developerAccounts(database),
      findDeveloper,
      billing,
      ownMode,
      lookAt: (only) => processDirty({ only }, planNews),
      announce,
      clock,
    },
    registration: {
      registrations,
      purges: registrations,
      attempts,
      hashSubject: createSubjectHash(clerkSecretKey),
      createProject: tenantProjects(database, realNow).createProject,
      mintKeys: ({ projectId, mode }, label) => replyValue(env.CONTROL.mintKeyPair({ projectId, mode }, label)),
      invite: clerk.invite,
      claimUrl: (proof) => `${dashboardUrl}?claim=${encodeURIComponent(proof)}`,
      proofs,
      announce,
      clock,
      report,
    },
    stripeWebhookSecrets: requireList(env, "STRIPE_WEBHOOK_SECRET"),
    clerkWebhookSecret: requireSetting(env, "CLERK_WEBHOOK_SECRET"),
  };
}

/** Tells Clerk at once; what can't be told now is left to the outbox. */
function planTeller(database: Database, clerk: ClerkBackend, deps: Omit<TellPlanDependencies, "writePlan">) {
  const outbox = outboxStore(database);
  const writePlan = async (clerkUserId: string, plan: "free" | "paid") => {
    await clerk.mergeMetadata(clerkUserId, { publicMetadata: { plan } });
  };
  return async (platform: Parameters<typeof tellDeveloperPlan>[0], outboxId: number): Promise<boolean> => {
    try {
      await tellDeveloperPlan(platform, { ...deps, writePlan });
      await outbox.done(outboxId);
      return true;
    } catch (cause) {
      report("Clerk could not be told of a plan; the outbox will", cause);
      return false;
    }
  };
}

const longestTrialDays = 730;

function readTrialDays(env: Env): number {
  const days = Number(requireSetting(env, "PLAN_TRIAL_DAYS"));
  if (Number.isInteger(days) && days >= 0 && days <= longestTrialDays) return days;
  throw new Error(`PLAN_TRIAL_DAYS must be a whole number up to ${longestTrialDays}`);
}

function readPlanRequiredFor({ PLAN_REQUIRED_FOR: setting = "live" }: Env): "live" | "all" {
  if (setting === "live" || setting === "all") return setting;
  throw new Error("PLAN_REQUIRED_FOR must be live or all");
}
