/** The tiers of a SaaS: drag to order, press to edit, with the pricing table beside them as customers read it. */
import type { Tier } from "@dream-api/contract";
import { Tags } from "lucide-react";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { PricingPreview } from "../../catalogue/pricing-preview.tsx";
import { formatMoney } from "../../format/money.ts";
import { formatUses } from "../../format/numbers.ts";
import { useOrderTiers, useTiers } from "../../queries/catalogue.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { SortableList } from "../../ui/sortable-list.tsx";
import { toast } from "../../ui/toast.ts";
import { ArchivedItems } from "./archived-items.tsx";
import { StripeStatus } from "./stripe-status.tsx";
import { TierDialog } from "./tier-dialog.tsx";

/** What is edited: a tier, or null for a new one. */
type Edited = { readonly tier: Tier | null };

export function TiersEditor() {
  const { project, tenant } = useProject();
  const tiers = useTiers(tenant);
  const [edited, setEdited] = useState<Edited | null>(null);
  const sold = tiers.data?.data.filter(({ archived }) => !archived) ?? [];
  const archived = tiers.data?.data.filter(({ archived: isArchived }) => isArchived) ?? [];
  return (
    <Page
      title="Tiers"
      description="A new price is for new customers: who pays already keeps theirs. A new limit acts on everybody's next call."
      actions={<Button onClick={() => setEdited({ tier: null })}>Add a tier</Button>}
    >
      <StripeStatus />
      {tiers.error && !tiers.data && <ErrorNote error={tiers.error} onRetry={() => tiers.refetch()} />}
      {tiers.isPending && <Skeleton className="h-64 rounded-xl" />}
      {tiers.data && (
        <div className="grid items-start gap-6 lg:grid-cols-[1fr_20rem]">
          <div className="grid gap-6">
            {sold.length === 0 ? (
              <Card>
                <EmptyState icon={Tags} title="Nothing is sold">
                  A tier is what customers subscribe to: a price, a limit and what else they get.
                </EmptyState>
              </Card>
            ) : (
              <TierList tiers={sold} onEdit={(tier) => setEdited({ tier })} />
            )}
            <ArchivedItems items={archived} noun="tier" onBringBack={(tier) => setEdited({ tier })} />
          </div>
          <section aria-label="Preview" className="grid gap-3 lg:sticky lg:top-6">
            <h2 className="font-semibold text-[15px] tracking-tight">As customers read it</h2>
            <PricingPreview tiers={sold} currency={project.currency} />
          </section>
        </div>
      )}
      {edited && <TierDialog tier={edited.tier} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function TierList({ tiers, onEdit }: { tiers: readonly Tier[]; onEdit(tier: Tier): void }) {
  const { tenant } = useProject();
  const order = useOrderTiers(tenant);
  return (
    <div className="grid gap-3">
      <SortableList
        label="Tiers"
        items={tiers}
        idOf={({ name }) => name}
        nameOf={({ displayName }) => displayName}
        onReorder={(names) => order.mutate({ tenant, body: { names } }, { onSuccess: () => toast.success("In order") })}
        renderItem={(tier) => <TierRow tier={tier} onEdit={() => onEdit(tier)} />}
      />
      {order.error && <ErrorNote error={order.error} />}
    </div>
  );
}

function TierRow({ tier, onEdit }: { tier: Tier; onEdit(): void }) {
  const { name, displayName, unitAmount, currency, interval, limit, popular, trialDays } = tier;
  const price = unitAmount === 0 ? "Free" : `${formatMoney(unitAmount, currency)} a ${interval}`;
  return (
    <button
      type="button"
      onClick={onEdit}
      className="flex w-full min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-left"
    >
      <span className="font-medium">{displayName}</span>
      <code className="font-mono text-muted text-xs">{name}</code>
      {popular && <Badge tone="accent">Popular</Badge>}
      {trialDays > 0 && <Badge>{trialDays} days to try</Badge>}
      <span className="figures ml-auto text-right text-muted">
        {price} · {formatUses(limit)}
      </span>
    </button>
  );
}
