/** A pricing table as customers would read it, of tiers that may still be typed. */
import { Check } from "lucide-react";
import { formatMoney } from "../format/money.ts";
import { formatCount } from "../format/numbers.ts";
import { Badge } from "../ui/badge.tsx";
import { cn } from "../ui/class-names.ts";
import type { TierDraft } from "./drafts.ts";

type ShownTier = Pick<
  TierDraft,
  "displayName" | "unitAmount" | "interval" | "limit" | "features" | "popular" | "trialDays"
>;

export function PricingPreview({ tiers, currency }: { tiers: readonly ShownTier[]; currency: string }) {
  return (
    <ul className="@container grid gap-3">
      {tiers.map((tier, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a tier that is being typed has no name yet.
          key={index}
          className={cn("rounded-xl border bg-surface p-4", tier.popular && "border-accent ring-1 ring-accent")}
        >
          <div className="flex items-center justify-between gap-2">
            <p className="truncate font-semibold">{tier.displayName || "Unnamed"}</p>
            {tier.popular && <Badge tone="accent">Popular</Badge>}
          </div>
          <p className="mt-2 flex items-baseline gap-1.5">
            <span className="figures font-semibold text-2xl tracking-tight">
              {tier.unitAmount === null ? "–" : tier.unitAmount === 0 ? "Free" : formatMoney(tier.unitAmount, currency)}
            </span>
            {tier.unitAmount !== 0 && <span className="text-muted">a {tier.interval}</span>}
          </p>
          <p className="mt-1 text-muted">
            {tier.limit === null ? "Unlimited uses" : `${formatCount(tier.limit)} uses a month`}
            {tier.trialDays > 0 && ` · ${tier.trialDays} days to try`}
          </p>
          {tier.features.length > 0 && (
            <ul className="mt-3 grid gap-1.5">
              {tier.features.map((feature) => (
                <li key={feature} className="flex gap-2">
                  <Check className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
                  {feature}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
