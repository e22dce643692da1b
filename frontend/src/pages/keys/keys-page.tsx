/** The key pairs of a project in a mode, and what can be done with each. */
import type { Key, KeyWithSecret } from "@dream-api/contract";
import { KeyRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { SecretDialog } from "../../keys/secret-dialog.tsx";
import { useCredentials } from "../../queries/keys.ts";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { KeyCard } from "./key-card.tsx";
import { PriceIds } from "./price-ids.tsx";

export function KeysPage() {
  const { project, mode } = useProject();
  const credentials = useCredentials(project.id);
  const [fresh, setFresh] = useState<KeyWithSecret | null>(null);
  const create = <CreateKeyDialog onCreated={setFresh} />;
  return (
    <Page
      title="Keys"
      description="The publishable key may stand in a browser. The secret key stays on your server: with it anybody counts, sells and refunds in your name."
      actions={create}
    >
      {credentials.error && !credentials.data && (
        <ErrorNote error={credentials.error} onRetry={() => credentials.refetch()} />
      )}
      {credentials.isPending && <Skeleton className="h-44 rounded-xl" />}
      {credentials.data && (
        <>
          <KeyCards keys={credentials.data[mode]} onSecret={setFresh} empty={create} />
          <PriceIds prices={credentials.data.prices[mode]} />
        </>
      )}
      <SecretDialog pair={fresh} mode={mode} onClose={() => setFresh(null)} />
    </Page>
  );
}

interface KeyCardsProps {
  keys: readonly Key[];
  onSecret(pair: KeyWithSecret): void;
  empty: ReactNode;
}

/** Those that work first; the ended ones stay to be seen until they are forgotten. */
function KeyCards({ keys, onSecret, empty }: KeyCardsProps) {
  if (keys.length === 0) {
    return (
      <Card>
        <EmptyState icon={KeyRound} title="No keys in this mode" action={empty}>
          Calls are made with a key pair. Make one for each place that calls: production, staging, your laptop.
        </EmptyState>
      </Card>
    );
  }
  const inOrder = keys.toSorted((a, b) => Number(a.status === "revoked") - Number(b.status === "revoked"));
  return (
    <ul className="grid gap-4">
      {inOrder.map((pair) => (
        <li key={pair.publishableKey}>
          <KeyCard pair={pair} onSecret={onSecret} />
        </li>
      ))}
    </ul>
  );
}
