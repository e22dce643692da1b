/** Which kind of business it is. Chosen once. */
import { type ProjectType, projectTypes } from "@dream-api/contract";
import { Lock, Store, Waves } from "lucide-react";
import { RadioGroup } from "radix-ui";

const kinds = {
  saas: {
    icon: Waves,
    title: "SaaS",
    text: "Customers subscribe to tiers. Each use is counted and stops at the tier's limit.",
    example: "Free 100 uses, Pro $29 a month",
  },
  store: {
    icon: Store,
    title: "Store",
    text: "Customers buy products from a cart. Stock is held while they pay and sells exactly once.",
    example: "Mug $18, 25 in stock",
  },
} as const;

export interface TypeCardsProps {
  value: ProjectType | null;
  error?: string | undefined;
  onChange(type: ProjectType): void;
}

export function TypeCards({ value, error, onChange }: TypeCardsProps) {
  return (
    <div className="grid gap-2">
      <p id="project-type" className="font-medium text-[13px]">
        What do you sell?
      </p>
      <RadioGroup.Root
        aria-labelledby="project-type"
        value={value ?? ""}
        onValueChange={(type) => onChange(type as ProjectType)}
        className="grid gap-3 sm:grid-cols-2"
      >
        {projectTypes.map((type) => {
          const { icon: Icon, title, text, example } = kinds[type];
          return (
            <RadioGroup.Item
              key={type}
              value={type}
              className="rounded-xl border bg-surface p-4 text-left transition-colors hover:bg-hover data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:ring-1 data-[state=checked]:ring-accent"
            >
              <Icon className="size-5 text-accent" aria-hidden />
              <span className="mt-3 block font-semibold text-[15px]">{title}</span>
              <span className="mt-1 block text-muted">{text}</span>
              <span className="mt-3 block text-muted text-xs">{example}</span>
            </RadioGroup.Item>
          );
        })}
      </RadioGroup.Root>
      <p className="flex items-center gap-1.5 text-[13px] text-muted">
        <Lock className="size-3.5" aria-hidden /> Fixed once the project is made: the other kind is another project.
      </p>
      {error && (
        <p role="alert" className="text-[13px] text-danger">
          Choose one of the two
        </p>
      )}
    </div>
  );
}
