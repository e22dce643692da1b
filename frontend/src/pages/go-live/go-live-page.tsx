/** From test to live: what would change is shown first, then applied; and the way back. */
import type { KeyWithSecret } from "@dream-api/contract";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { formatDateTime } from "../../format/dates.ts";
import { Page } from "../../ui/page.tsx";
import { SecretDialog } from "../keys/secret-dialog.tsx";
import { PromotionCard } from "./promotion-card.tsx";
import { Requirements } from "./requirements.tsx";

export function GoLivePage() {
  const { project } = useProject();
  const { live } = project.modes;
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
      <Requirements />
      <PromotionCard kind="promotion" onFirstPair={setFirstPair} />
      {live && <PromotionCard kind="rollback" onFirstPair={setFirstPair} />}
      <SecretDialog pair={firstPair} mode="live" onClose={() => setFirstPair(null)} />
    </Page>
  );
}
