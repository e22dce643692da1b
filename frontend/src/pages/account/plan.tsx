import type { PlanSubscription } from "@dream-api/contract";
import { Check } from "lucide-react";
import { formatDate } from "../../format/dates.ts";
import { formatCount } from "../../format/numbers.ts";
import { useAccount, useBillingPortal, usePlan, usePlanCheckout } from "../../queries/account.ts";
import { Badge, type BadgeTone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Card, CardBody, CardHeader, Stat } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

const statusLooks: Record<PlanSubscription["status"], { label: string; tone: BadgeTone }> = {
  none: { label: "Free", tone: "neutral" },
  trialing: { label: "Trial", tone: "accent" },
  active: { label: "Active", tone: "good" },
  past_due: { label: "Payment failed", tone: "bad" },
  canceled: { label: "Canceled", tone: "warning" },
};

/** What is paid to us, and what is left of what it allows. */
export function Plan() {
  const plan = usePlan();
  if (plan.error && !plan.data) return <ErrorNote error={plan.error} onRetry={() => plan.refetch()} />;
  if (!plan.data) return <Skeleton className="h-56 rounded-xl" />;
  return (
    <div className="grid gap-6">
      <PlanCard plan={plan.data} />
      <Quotas liveEndUsers={plan.data.liveEndUsers} />
    </div>
  );
}

function PlanCard({ plan }: { plan: PlanSubscription }) {
  const { label, tone } = statusLooks[plan.status];
  const hasSubscription = plan.status !== "none" && plan.status !== "canceled";
  return (
    <Card>
      <CardHeader
        title={
          <span className="flex items-center gap-2">
            dream-api <Badge tone={tone}>{label}</Badge>
          </span>
        }
        description={whatHolds(plan)}
      />
      <CardBody className="grid gap-4">
        <Warning plan={plan} />
        {hasSubscription ? <PortalButton /> : <SubscribeOffer isBack={plan.status === "canceled"} />}
      </CardBody>
    </Card>
  );
}

function whatHolds({ status, trialEndsAt, currentPeriodEnd }: PlanSubscription): string {
  const until = currentPeriodEnd ? formatDate(currentPeriodEnd) : null;
  if (status === "trialing" && trialEndsAt) return `Free until ${formatDate(trialEndsAt)}, $15 a month from then on.`;
  if (status === "active" || status === "past_due") return `$15 a month.${until ? ` Paid until ${until}.` : ""}`;
  if (status === "canceled") return "Test mode goes on, free, with everything in it.";
  return "Test mode is free for as long as you like. Live needs the plan.";
}

function Warning({ plan: { locked, graceUntil } }: { plan: PlanSubscription }) {
  // Who never had the plan has nothing live that could be refused.
  if (locked && locked !== "no_plan") {
    return (
      <Callout tone="warning" title="Live calls and new sales are refused">
        Your customers still reach their billing portal and can cancel, and what Stripe tells us is kept. It all goes on
        as it was as soon as the plan is paid.
      </Callout>
    );
  }
  if (!graceUntil) return null;
  return (
    <Callout tone="warning" title={`Live goes on until ${formatDate(graceUntil)}`}>
      After that, live calls and new sales are refused until the plan is paid.
    </Callout>
  );
}

function PortalButton() {
  const portal = useBillingPortal();
  return (
    <>
      {portal.error && <ErrorNote error={portal.error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="outline"
          isBusy={portal.isPending}
          onClick={() => portal.mutate({ body: {} }, { onSuccess: goTo })}
        >
          Invoices, card, cancellation
        </Button>
        <span className="text-muted text-xs">Opens Stripe's billing portal.</span>
      </div>
    </>
  );
}

const included = [
  "Live keys for all your projects",
  "As many customers and calls as you have",
  "Your Stripe account, your money: we take no share",
];

function SubscribeOffer({ isBack }: { isBack: boolean }) {
  const checkout = usePlanCheckout();
  return (
    <>
      <ul className="grid gap-1.5">
        {included.map((promise) => (
          <li key={promise} className="flex items-center gap-2">
            <Check className="size-4 shrink-0 text-live" aria-hidden /> {promise}
          </li>
        ))}
      </ul>
      {checkout.error && <ErrorNote error={checkout.error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="accent"
          isBusy={checkout.isPending}
          onClick={() => checkout.mutate({ body: {} }, { onSuccess: goTo })}
        >
          {isBack ? "Subscribe again" : "Subscribe for $15 a month"}
        </Button>
        <span className="text-muted text-xs">Paid through Stripe. Cancel any time.</span>
      </div>
    </>
  );
}

function goTo({ url }: { url: string }): void {
  window.location.assign(url);
}

function Quotas({ liveEndUsers }: { liveEndUsers: number }) {
  const { data: me } = useAccount();
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Stat label="Live customers" value={formatCount(liveEndUsers)} note="Over all projects, without a limit" />
      <Stat
        label="Projects"
        value={me ? formatCount(me.quotas.projects.used) : "–"}
        note={me && `of ${formatCount(me.quotas.projects.limit)}`}
      />
      <Stat
        label="Images"
        value={me ? megabytes(me.quotas.assetBytes.used) : "–"}
        note={me && `of ${megabytes(me.quotas.assetBytes.limit)}`}
      />
    </div>
  );
}

function megabytes(bytes: number): string {
  return `${formatCount(Math.round((10 * bytes) / 2 ** 20) / 10)} MB`;
}
