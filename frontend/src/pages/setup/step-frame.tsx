/** A step of the checklist: done, next, or for later; what it takes shows when it is opened. */
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../../ui/class-names.ts";
import type { SetupStep } from "./setup-steps.ts";

export interface StepFrameProps {
  step: SetupStep;
  number: number;
  isOpen: boolean;
  onToggle(): void;
  children: ReactNode;
}

export function StepFrame({ step: { id, title, isDone }, number, isOpen, onToggle, children }: StepFrameProps) {
  return (
    <li className={cn("rounded-xl border bg-surface shadow-card", isOpen && "ring-1 ring-line-strong")}>
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={`step-${id}`}
          className="flex w-full items-center gap-3.5 rounded-xl px-4 py-3.5 text-left"
          onClick={onToggle}
        >
          <span
            className={cn(
              "figures grid size-6 shrink-0 place-items-center rounded-full border border-line-strong font-semibold text-xs",
              isDone && "border-transparent bg-live text-surface",
            )}
          >
            {isDone ? <Check className="size-3.5" strokeWidth={3} aria-hidden /> : number}
          </span>
          <span className={cn("flex-1 font-medium text-[15px]", isDone && !isOpen && "text-muted")}>
            {title}
            <span className="sr-only">{isDone ? " (done)" : " (to do)"}</span>
          </span>
          <ChevronDown className={cn("size-4 text-muted transition-transform", isOpen && "rotate-180")} aria-hidden />
        </button>
      </h2>
      {isOpen && (
        <div id={`step-${id}`} className="px-4 pb-5 sm:pl-13.5">
          {children}
        </div>
      )}
    </li>
  );
}
