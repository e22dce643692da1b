import { type Tier, type TierChangesInput, tierInputSchema } from "@dream-api/contract";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { type Issues, issuesUnder, newTier, type TierDraft } from "../../catalogue/drafts.ts";
import { issuesFound, issuesOf } from "../../catalogue/issues-of.ts";
import { TierFields } from "../../catalogue/tier-fields.tsx";
import { useAddTier, useChangeTier, useDeleteTier } from "../../queries/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogClose } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { toast } from "../../ui/toast.ts";
import { ArchiveButton } from "./archive-button.tsx";
import { changedFields } from "./changed-fields.ts";

export interface TierDialogProps {
  /** Null makes a new one; an archived one is brought back. */
  tier: Tier | null;
  onClose(): void;
}

export function TierDialog({ tier, onClose }: TierDialogProps) {
  const { project } = useProject();
  const [draft, setDraft] = useState<TierDraft>(() => (tier ? draftOf(tier) : newTier()));
  const { save, isPending, error, issues } = useSaveTier(tier, onClose);
  const isNew = tier === null || tier.archived;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={tier ? tier.displayName : "A new tier"}
      description={isNew ? undefined : "What you change acts at once in this mode."}
      className="w-[min(42rem,calc(100vw-2rem))]"
      footer={
        <>
          {tier && !tier.archived && <ArchiveTier tier={tier} onArchived={onClose} />}
          <span className="flex-1" />
          <DialogClose asChild>
            <Button variant="outline">Cancel</Button>
          </DialogClose>
          <Button isBusy={isPending} onClick={() => save(draft)}>
            {tier?.archived ? "Bring it back" : tier ? "Save" : "Add the tier"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <TierFields
          tier={draft}
          currency={project.currency}
          issues={issues}
          onChange={setDraft}
          isNameFixed={tier !== null}
          amountHint={isNew ? undefined : "A new amount is for new customers. Who pays already keeps theirs."}
        />
        {error && Object.keys(issues).length === 0 ? <ErrorNote error={error} /> : null}
      </div>
    </Dialog>
  );
}

/** Adds a tier, or changes what differs from how it was. */
function useSaveTier(tier: Tier | null, onSaved: () => void) {
  const { tenant } = useProject();
  const add = useAddTier(tenant);
  const change = useChangeTier(tenant);
  const [found, setFound] = useState<Issues>({});
  const isNew = tier === null || tier.archived;
  const { isPending, error } = isNew ? add : change;
  const done = ({ pending }: { pending?: boolean | undefined }) => {
    toast.success(pending ? "Saved. It acts within a minute." : "Saved. The next call sees it.");
    onSaved();
  };
  const save = (draft: TierDraft) => {
    const checked = tierInputSchema.safeParse(draft);
    setFound(checked.success ? {} : issuesFound(checked.error));
    if (!checked.success) return;
    if (isNew) {
      add.mutate({ tenant, body: { tier: checked.data } }, { onSuccess: done });
      return;
    }
    const changes = changedFields(draftOf(tier), checked.data) as TierChangesInput;
    if (Object.keys(changes).length === 0) onSaved();
    else change.mutate({ tenant, body: { name: tier.name, changes } }, { onSuccess: done });
  };
  return { save, isPending, error, issues: { ...issuesUnder(issuesOf(error), isNew ? "tier" : "changes"), ...found } };
}

function ArchiveTier({ tier, onArchived }: { tier: Tier; onArchived(): void }) {
  const { tenant } = useProject();
  const remove = useDeleteTier(tenant);
  return (
    <ArchiveButton
      name={tier.displayName}
      isBusy={remove.isPending}
      error={remove.error}
      onArchive={async () => {
        await remove.mutateAsync({ tenant, query: { name: tier.name } });
        onArchived();
      }}
    >
      Nobody new gets it. Who is on it keeps it with its price and its limit.
    </ArchiveButton>
  );
}

function draftOf(tier: Tier) {
  const { name, displayName, unitAmount, interval, limit, rateLimitPerMinute, features, popular, trialDays } = tier;
  return { name, displayName, unitAmount, interval, limit, rateLimitPerMinute, features, popular, trialDays };
}
