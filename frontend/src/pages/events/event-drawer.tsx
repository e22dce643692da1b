import type { EventView } from "@dream-api/contract";
import { RotateCcw } from "lucide-react";
import { useProject } from "../../app/project-context.ts";
import { StripeLink } from "../../app/stripe-link.tsx";
import { formatDateTime } from "../../format/dates.ts";
import { inWords } from "../../format/words.ts";
import { useEvent, useReplayEvent } from "../../queries/events.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CodeBlock } from "../../ui/code-block.tsx";
import { Drawer } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { toast } from "../../ui/toast.ts";
import { outcomeTones } from "./outcome-tones.ts";

export interface EventDrawerProps {
  event: EventView | null;
  onClose(): void;
}

export function EventDrawer({ event, onClose }: EventDrawerProps) {
  return (
    <Drawer isOpen={event !== null} onOpenChange={onClose} title={event?.type} description={event?.id}>
      {event && <Detail id={event.id} />}
    </Drawer>
  );
}

function Detail({ id }: { id: string }) {
  const { tenant } = useProject();
  const event = useEvent(tenant, id);
  const replay = useReplayEvent(tenant);
  if (event.error && !event.data) return <ErrorNote error={event.error} onRetry={() => event.refetch()} />;
  if (!event.data) return <Skeleton className="h-72" />;
  const { outcome, errorCode, object, receivedAt, payload } = event.data;
  const lookAgain = () =>
    replay.mutate(
      { tenant, params: { id }, body: {} },
      { onSuccess: (seen) => toast.success(`Looked at again: ${inWords(seen.outcome).toLowerCase()}`) },
    );
  return (
    <div className="grid grid-cols-1 gap-5">
      <Facts
        facts={[
          [
            "Outcome",
            <Badge key="outcome" tone={outcomeTones[outcome]}>
              {inWords(outcome)}
            </Badge>,
          ],
          ["Why", errorCode && <code key="code">{errorCode}</code>],
          [
            "About",
            object && (
              <code key="object" className="break-all font-mono text-xs">
                {object.id}
              </code>
            ),
          ],
          ["Received", formatDateTime(receivedAt)],
        ]}
      />
      <div className="flex flex-wrap gap-2">
        <Button variant="outline" size="small" isBusy={replay.isPending} onClick={lookAgain}>
          <RotateCcw aria-hidden /> Look at it again
        </Button>
        <StripeLink path="events" id={id} />
      </div>
      {replay.error && <ErrorNote error={replay.error} />}
      {payload ? (
        <CodeBlock code={JSON.stringify(payload, null, 2)} copyLabel="Copy the payload" />
      ) : (
        <p className="text-muted">Payloads are kept for 30 days. Stripe still has it.</p>
      )}
    </div>
  );
}
