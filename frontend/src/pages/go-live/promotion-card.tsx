import type { KeyWithSecret, PromotionPlan } from "@dream-api/contract";
import { useState } from "react";
import { isApiError } from "../../api/api-error.ts";
import { useProject } from "../../app/project-context.ts";
import { type PromotionKind, useApplyPromotion, usePromotionPlan } from "../../queries/going-live.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Card, CardBody, CardHeader } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { toast } from "../../ui/toast.ts";
import { PlanDiff } from "./plan-diff.tsx";

const words = {
  promotion: {
    title: "What going live changes",
    description: "Compared with what is live now. Live stock and what live customers pay are never touched.",
    nothing: "Live is as test is. There is nothing to put live.",
    action: "Put it live",
    done: "It is live",
  },
  rollback: {
    title: "Go back",
    description: "Puts live back to what stood before the last promotion.",
    nothing: "Live is as it was then. There is nothing to take back.",
    action: "Go back to that",
    done: "Live is as it was before",
  },
} as const satisfies Record<PromotionKind, object>;

export interface PromotionCardProps {
  kind: PromotionKind;
  /** Whether the account has what live needs. */
  isReady: boolean;
  /** The first promotion makes live's first key pair. */
  onFirstPair(pair: KeyWithSecret): void;
}

export function PromotionCard({ kind, isReady, onFirstPair }: PromotionCardProps) {
  const { project } = useProject();
  // Going back is rare, and refused where there is nothing to go back to: asked for by who wants it.
  const [isAsked, setAsked] = useState(kind === "promotion");
  const plan = usePromotionPlan(project.id, kind, { isEnabled: isAsked });
  const isFirst = isApiError(plan.error, "not_promoted");
  const { title, description } = words[kind];
  return (
    <Card>
      <CardHeader title={title} description={description} />
      <CardBody className="grid gap-4">
        {!isAsked && (
          <Button variant="outline" className="justify-self-start" onClick={() => setAsked(true)}>
            See what that changes
          </Button>
        )}
        {isFirst && <p>There is no promotion before what is live now.</p>}
        {plan.error && !plan.data && !isFirst && <ErrorNote error={plan.error} onRetry={() => plan.refetch()} />}
        {isAsked && plan.isPending && <Skeleton className="h-32" />}
        {plan.data && <Plan kind={kind} isReady={isReady} plan={plan.data} onFirstPair={onFirstPair} />}
      </CardBody>
    </Card>
  );
}

function Plan({ kind, isReady, plan, onFirstPair }: PromotionCardProps & { plan: PromotionPlan }) {
  const { project } = useProject();
  const isFirst = project.modes.live === null;
  const hasChanges = plan.steps.some(({ action }) => action !== "leave");
  return (
    <>
      {hasChanges ? <PlanDiff plan={plan} currency={project.currency} /> : <p>{words[kind].nothing}</p>}
      {plan.editedInLive.length > 0 && (
        <Callout tone="warning" title="Edited in live since the last promotion">
          {plan.editedInLive.join(", ")}: what was changed there would be set back.
        </Callout>
      )}
      {plan.warnings.length > 0 && (
        <Callout tone="warning" title="Before you apply it">
          <ul className="list-disc pl-4">
            {plan.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Callout>
      )}
      {(hasChanges || isFirst) && <Apply kind={kind} isReady={isReady} onFirstPair={onFirstPair} />}
    </>
  );
}

function Apply({ kind, isReady, onFirstPair }: PromotionCardProps) {
  const { project } = useProject();
  const apply = useApplyPromotion(project.id, kind);
  // The same for every try: an answer that was lost makes nothing twice.
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const { action, done } = words[kind];
  return (
    <ConfirmDialog
      trigger={
        <Button variant={kind === "promotion" ? "accent" : "outline"} disabled={!isReady} className="justify-self-end">
          {action}
        </Button>
      }
      title={kind === "promotion" ? `Put ${project.name} live?` : `Take ${project.name} back?`}
      action={action}
      isDangerous={kind === "rollback"}
      isBusy={apply.isPending}
      error={apply.error}
      onConfirm={async () => {
        const reply = await apply.mutateAsync({ body: { projectId: project.id, dryRun: false }, idempotencyKey });
        setKey(crypto.randomUUID());
        if (reply.keys) onFirstPair(reply.keys);
        toast.success(reply.stripe?.status === "pending" ? `${done}; Stripe follows within a minute` : done);
      }}
    >
      It acts at once for new customers. Who pays already keeps their price.
    </ConfirmDialog>
  );
}
