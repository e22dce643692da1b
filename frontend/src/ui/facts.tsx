/** Names and what they are, one pair a line. What is null is left out. */
import type { ReactNode } from "react";
import { cn } from "./class-names.ts";

export interface FactsProps {
  facts: readonly (readonly [name: string, value: ReactNode])[];
  className?: string;
}

export function Facts({ facts, className }: FactsProps) {
  return (
    <dl className={cn("grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-6 gap-y-2", className)}>
      {facts.map(
        ([name, value]) =>
          value !== null &&
          value !== undefined && (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
