import type { SyncStatus } from "@dream-api/contract";
import { RefreshCw } from "lucide-react";
import { useProject } from "../../app/project-context.ts";
import { ConnectStripe } from "../../connect/connect-stripe.tsx";
import { useSync } from "../../queries/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { toast } from "../../ui/toast.ts";

const outcomes: Record<SyncStatus["status"], string> = {
  synced: "Stripe is in line with this page",
  pending: "Stripe follows by itself in a minute",
  not_connected: "Stripe is not connected",
  failed: "Stripe refused a change: see your notices",
};

/** Whether Stripe follows what is edited here, and the way to have it look again. */
export function StripeStatus() {
  const { settings, mode, tenant } = useProject();
  const sync = useSync(tenant);
  if (settings?.stripe !== "connected") {
    return (
      <Callout title="Stripe is not connected" action={<ConnectStripe mode={mode} size="small" />}>
        Free tiers work at once. What costs something is sold as soon as Stripe is connected.
      </Callout>
    );
  }
  const look = () => sync.mutate({ tenant, body: {} }, { onSuccess: ({ status }) => toast.success(outcomes[status]) });
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-2 text-muted">
        Stripe follows every change here.
        <Button variant="ghost" size="small" isBusy={sync.isPending} onClick={look}>
          {!sync.isPending && <RefreshCw aria-hidden />} Compare again
        </Button>
      </p>
      {sync.error && <ErrorNote error={sync.error} />}
    </div>
  );
}
