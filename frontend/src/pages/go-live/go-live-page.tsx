/** From test to live: what would change is shown first, then applied; and the way back. */
import type { KeyWithSecret } from "@dream-api/contract";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { formatDateTime } from "../../format/dates.ts";
import { SecretDialog } from "../../keys/secret-dialog.tsx";
import { useAccount } from "../../queries/account.ts";
import { useConnections, usePromotionPlan } from "../../queries/going-live.ts";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { PromotionCard } from "./promotion-card.tsx";
import { Requirements } from "./requirements.tsx";

export function GoLivePage() {
  const { project } = useProject();
  const { live } = project.modes;
  const connections = useConnections();
  const plan = usePromotionPlan(project.id, "promotion");
  const account = useAccount();
  const isReady = account.data?.plan === "paid" && connections.data?.live.status === "connected";
  const isComing = connections.isPending || plan.isPending;
  const [firstPair, setFirstPair] = useState<KeyWithSecret | null>(null);
  return (
    <Page
      title="Go live"
      description={
        live?.promotedAt
          ? `Last put live ${formatDateTime(live.promotedAt)}. Names stay the same, so your app changes nothing but its keys.`
          : "Puts what you sell in test into live. Names stay the same, so your app changes nothing but its keys."
      }
      isNarrow
    >
      {isComing ? (
        // All at once, so that nothing moves under its reader.
        <Skeleton className="h-96 rounded-xl" />
      ) : (
        <>
          <Requirements />
          <PromotionCard kind="promotion" isReady={isReady} onFirstPair={setFirstPair} />
          {live && <PromotionCard kind="rollback" isReady={isReady} onFirstPair={setFirstPair} />}
        </>
      )}
      <SecretDialog pair={firstPair} mode="live" onClose={() => setFirstPair(null)} />
    </Page>
  );
}
