import { useProject } from "../../app/project-context.ts";
import { ConnectStripe } from "../../connect/connect-stripe.tsx";
import { formatDate } from "../../format/dates.ts";
import { useConnections, useDisconnect } from "../../queries/going-live.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card, CardBody, CardHeader } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** Which Stripe account is paid in this mode. It is the developer's, for all of their projects. */
export function StripeCard() {
  const { mode } = useProject();
  const connections = useConnections();
  const connection = connections.data?.[mode];
  return (
    <Card>
      <CardHeader
        title={
          <span className="flex items-center gap-2">
            Stripe
            {connection?.status === "connected" ? (
              <Badge tone="good">Connected</Badge>
            ) : (
              connection && <Badge tone="warning">Not connected</Badge>
            )}
          </span>
        }
        description={`Money goes to your own Stripe account. One account serves all your projects in ${mode}.`}
      />
      <CardBody className="grid gap-4">
        {connections.error && <ErrorNote error={connections.error} onRetry={() => connections.refetch()} />}
        {connections.isPending && <Skeleton className="h-9" />}
        {connection &&
          (connection.status === "connected" ? (
            <div className="flex items-center justify-between gap-3">
              <p className="grid min-w-0 text-xs">
                <code className="truncate font-mono">{connection.accountId}</code>
                {connection.connectedAt && (
                  <span className="text-muted">since {formatDate(connection.connectedAt)}</span>
                )}
              </p>
              <Disconnect />
            </div>
          ) : (
            <ConnectStripe mode={mode} />
          ))}
      </CardBody>
    </Card>
  );
}

function Disconnect() {
  const { mode } = useProject();
  const disconnect = useDisconnect();
  return (
    <ConfirmDialog
      trigger={<Button variant="outline">Disconnect</Button>}
      title="Disconnect Stripe?"
      action="Disconnect"
      isBusy={disconnect.isPending}
      error={disconnect.error}
      onConfirm={() => disconnect.mutateAsync({ query: { mode } })}
    >
      Nothing more is sold in {mode}, in any of your projects. Subscriptions that run stay as they are at Stripe, and we
      no longer hear of them.
    </ConfirmDialog>
  );
}
