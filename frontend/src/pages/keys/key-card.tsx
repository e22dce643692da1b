/** One key pair: what it is for, what identifies it, when each secret was used last. */
import type { Key, KeyWithSecret } from "@dream-api/contract";
import { Ban } from "lucide-react";
import { useProject } from "../../app/project-context.ts";
import { formatDate, formatRelative } from "../../format/dates.ts";
import { useRevokeKey } from "../../queries/keys.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card, CardBody, CardHeader } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { RotateKeyDialog } from "./rotate-key-dialog.tsx";

export interface KeyCardProps {
  pair: Key;
  /** A rotation's new secret, to be shown this once. */
  onSecret(pair: KeyWithSecret): void;
}

export function KeyCard({ pair, onSecret }: KeyCardProps) {
  const { label, publishableKey, secretHints, status } = pair;
  const isActive = status === "active";
  return (
    <Card className={isActive ? undefined : "bg-sunken"}>
      <CardHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            {label}
            {isActive ? <Badge tone="good">Active</Badge> : <Badge>Ended</Badge>}
          </span>
        }
        actions={
          isActive && (
            <>
              <RotateKeyDialog pair={pair} onRotated={onSecret} />
              <RevokeDialog pair={pair} />
            </>
          )
        }
      />
      <CardBody>
        <dl className="grid gap-4">
          <div>
            <dt className="text-muted text-xs">Publishable key</dt>
            <dd className="mt-1 flex items-center gap-1">
              <code className="min-w-0 break-all font-mono text-xs">{publishableKey}</code>
              {isActive && <CopyButton text={publishableKey} label={`Copy the publishable key of ${label}`} />}
            </dd>
          </div>
          {secretHints.map((secret) => (
            <Secret key={secret.hint + secret.createdAt} secret={secret} />
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}

function Secret({ secret }: { secret: Key["secretHints"][number] }) {
  const { hint, createdAt, expiresAt, lastUsedAt } = secret;
  const now = Date.now();
  return (
    <div>
      <dt className="flex flex-wrap items-center gap-2 text-muted text-xs">
        Secret key
        {expiresAt && <Badge tone="warning">works until {formatRelative(expiresAt, now)}</Badge>}
      </dt>
      <dd className="mt-1 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <code className="break-all font-mono text-xs">{hint}</code>
        <span className="text-muted text-xs">
          made {formatDate(createdAt)} · {lastUsedAt ? `last used ${formatRelative(lastUsedAt, now)}` : "never used"}
        </span>
      </dd>
    </div>
  );
}

function RevokeDialog({ pair: { publishableKey, label } }: { pair: Key }) {
  const { project } = useProject();
  const revoke = useRevokeKey();
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="small">
          <Ban aria-hidden /> Revoke
        </Button>
      }
      title={`Revoke ${label}?`}
      action="Revoke the pair"
      isBusy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutateAsync({ params: { id: project.id, publishableKey } })}
    >
      Every call with this pair is refused from the next one on. It can't be taken back. To change a secret without an
      interruption, rotate it.
    </ConfirmDialog>
  );
}
