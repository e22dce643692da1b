/** The fields of a tier. Its name in code follows what people read until it is fixed or typed by hand. */
import type { ReactNode } from "react";
import { Field, Input, Select } from "../ui/field.tsx";
import { MoneyInput } from "../ui/money-input.tsx";
import type { Issues, TierDraft } from "./drafts.ts";
import { LimitInput } from "./limit-input.tsx";
import { LinesInput } from "./lines-input.tsx";
import { slugOf } from "./slug-of.ts";

export interface TierFieldsProps {
  tier: TierDraft;
  currency: string;
  issues: Issues;
  onChange(tier: TierDraft): void;
  /** A tier that exists keeps its name for ever. */
  isNameFixed?: boolean;
  /** Under the amount: what a new one means for subscribers. */
  amountHint?: ReactNode;
}

export function TierFields({ tier, currency, issues, onChange, isNameFixed = false, amountHint }: TierFieldsProps) {
  const set = (changes: Partial<TierDraft>) => onChange({ ...tier, ...changes });
  const rename = (displayName: string) => {
    const isNameFollowing = !isNameFixed && tier.name === slugOf(tier.displayName);
    set({ displayName, ...(isNameFollowing ? { name: slugOf(displayName) } : {}) });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" error={issues.displayName}>
        <Input value={tier.displayName} placeholder="Pro" onChange={({ target }) => rename(target.value)} />
      </Field>
      <Field
        label="Name in code"
        hint={isNameFixed ? "Fixed: your code may use it." : "For ever the same, in test and in live."}
        error={issues.name}
      >
        <Input
          className="font-mono text-[13px]"
          value={tier.name}
          readOnly={isNameFixed}
          placeholder="pro"
          onChange={({ target }) => set({ name: target.value })}
        />
      </Field>
      <Field label="Price" hint={amountHint ?? "0 is the free tier."} error={issues.unitAmount}>
        <MoneyInput value={tier.unitAmount} currency={currency} onChange={(unitAmount) => set({ unitAmount })} />
      </Field>
      <Field label="Paid every" error={issues.interval}>
        <Select
          value={tier.interval}
          onChange={({ target }) => set({ interval: target.value === "year" ? "year" : "month" })}
        >
          <option value="month">Month</option>
          <option value="year">Year</option>
        </Select>
      </Field>
      <Field label="Uses a month" hint="The next one is refused, exactly." error={issues.limit}>
        <LimitInput value={tier.limit} withoutLabel="Unlimited" initial={1000} onChange={(limit) => set({ limit })} />
      </Field>
      <Field label="Calls a minute, for each user" error={issues.rateLimitPerMinute}>
        <Input
          inputMode="numeric"
          className="figures"
          value={tier.rateLimitPerMinute}
          onChange={({ target }) => set({ rateLimitPerMinute: Number(target.value.replace(/\D/g, "").slice(0, 6)) })}
        />
      </Field>
      <Field
        className="sm:col-span-2"
        label="What is in it"
        hint="One on each line; they stand in your pricing table."
        isOptional
        error={firstOf(issues, "features")}
      >
        <LinesInput
          value={tier.features}
          placeholder={"Priority support\nExport as CSV"}
          onChange={(features) => set({ features })}
        />
      </Field>
      <Field label="Days of trial" hint="Once for each customer." isOptional error={issues.trialDays}>
        <Input
          inputMode="numeric"
          className="figures"
          value={tier.trialDays}
          disabled={tier.unitAmount === 0}
          onChange={({ target }) => set({ trialDays: Number(target.value.replace(/\D/g, "").slice(0, 3)) })}
        />
      </Field>
      <label className="flex items-center gap-2.5 self-center">
        <input
          type="checkbox"
          className="size-4 accent-(--color-accent)"
          checked={tier.popular}
          onChange={({ target }) => set({ popular: target.checked })}
        />
        Mark it as popular
      </label>
    </div>
  );
}

/** A list's own issue, or that of its first wrong item. */
function firstOf(issues: Issues, field: string): string | undefined {
  return Object.entries(issues).find(([name]) => name === field || name.startsWith(`${field}.`))?.[1];
}
