import { type PlanSubscription, readPlanSubscription } from "@dream-api/contract";
import { DreamError, planLock } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

export function routeReadPlanSubscription({ app, servicesOf }: Api): void {
  platformRoute(app, readPlanSubscription, servicesOf, async ({ context, platform }) => {
    const { plans, clock } = servicesOf(context.env);
    const [account, liveEndUsers] = await Promise.all([plans.readAccount(platform), plans.countLiveEndUsers(platform)]);
    if (!account) throw new DreamError("no_platform");
    const { status, trialEndsAt, currentPeriodEnd, graceUntil } = account.plan;
    const answer: PlanSubscription = {
      status,
      trialEndsAt: timeOf(trialEndsAt),
      currentPeriodEnd: timeOf(currentPeriodEnd),
      graceUntil: timeOf(graceUntil),
      liveEndUsers,
      locked: planLock(account.plan, clock().business),
    };
    return context.json(answer);
  });
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
