import type { Customer, Subscription } from "@dream-api/contract";
import { useProject } from "../../app/project-context.ts";
import { StripeLink } from "../../app/stripe-link.tsx";
import { formatDate } from "../../format/dates.ts";
import { formatMoney } from "../../format/money.ts";
import { inWords } from "../../format/words.ts";
import { useCancelSubscription, useResumeSubscription } from "../../queries/customers.ts";
import { Badge, type BadgeTone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Facts } from "../../ui/facts.tsx";
import { toast } from "../../ui/toast.ts";
import { ChangeTierDialog } from "./change-tier-dialog.tsx";

const tones: Record<Subscription["status"], BadgeTone> = {
  trialing: "accent",
  active: "good",
  past_due: "bad",
  unpaid: "bad",
  paused: "warning",
  incomplete: "warning",
  incomplete_expired: "neutral",
  canceled: "neutral",
};

export function SubscriptionSection({ customer }: { customer: Customer }) {
  const { subscription } = customer;
  return (
    <section className="grid gap-3" aria-label="Subscription">
      <h3 className="font-semibold">Subscription</h3>
      {subscription ? (
        <Running customerId={customer.id} subscription={subscription} />
      ) : (
        <p className="text-muted">None. Your app starts one with a checkout.</p>
      )}
    </section>
  );
}

function Running({ customerId, subscription }: { customerId: string; subscription: Subscription }) {
  const { plan, status, unitAmount, currency, interval, currentPeriodEnd, cancelAt, trialEnd, id } = subscription;
  return (
    <>
      <Facts
        facts={[
          [
            "Tier",
            <span key="tier" className="flex items-center gap-2">
              {plan} <Badge tone={tones[status]}>{inWords(status)}</Badge>
            </span>,
          ],
          ["Price", `${formatMoney(unitAmount, currency)} a ${interval}`],
          ["Trial until", status === "trialing" && trialEnd ? formatDate(trialEnd) : null],
          [cancelAt ? "Ends" : "Renews", formatDate(cancelAt ?? currentPeriodEnd)],
        ]}
      />
      <div className="flex flex-wrap gap-2">
        <ChangeTierDialog customerId={customerId} current={plan} />
        {cancelAt ? <Resume customerId={customerId} /> : <Cancel customerId={customerId} until={currentPeriodEnd} />}
        <StripeLink path="subscriptions" id={id} />
      </div>
    </>
  );
}

function Resume({ customerId }: { customerId: string }) {
  const { tenant } = useProject();
  const resume = useResumeSubscription(tenant);
  const takeBack = () =>
    resume.mutate(
      { tenant, params: { id: customerId }, body: {} },
      { onSuccess: () => toast.success("The cancellation is taken back") },
    );
  return (
    <>
      <Button variant="outline" size="small" isBusy={resume.isPending} onClick={takeBack}>
        Take the cancellation back
      </Button>
      {resume.error && <ErrorNote error={resume.error} />}
    </>
  );
}

function Cancel({ customerId, until }: { customerId: string; until: string }) {
  const { tenant } = useProject();
  const cancel = useCancelSubscription(tenant);
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="small">
          Cancel it
        </Button>
      }
      title="Cancel the subscription?"
      action="Cancel at the end of the period"
      isBusy={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutateAsync({ tenant, params: { id: customerId }, body: { atPeriodEnd: true } })}
    >
      It gives access until {formatDate(until)}, which is paid for, and can be taken back until then.
    </ConfirmDialog>
  );
}
