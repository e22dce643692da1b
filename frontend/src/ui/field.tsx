/** Inputs, and a field around one: its label, what helps, and what is wrong with it, tied together for all readers. */
import { type ComponentProps, createContext, type ReactNode, useContext, useId } from "react";
import { cn } from "./class-names.ts";

interface FieldIds {
  readonly id: string;
  readonly hintId: string;
  readonly errorId: string;
  readonly hasHint: boolean;
  readonly hasError: boolean;
}

const FieldContext = createContext<FieldIds | null>(null);

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong, as the form or the server says it. */
  error?: string | undefined;
  isOptional?: boolean;
  /** Only for screen readers, where the place says what it is. */
  isLabelHidden?: boolean;
  className?: string;
  children: ReactNode;
}

export function Field({ label, hint, error, isOptional, isLabelHidden, className, children }: FieldProps) {
  const id = useId();
  const ids = { id, hintId: `${id}-hint`, errorId: `${id}-error`, hasHint: Boolean(hint), hasError: Boolean(error) };
  return (
    <FieldContext value={ids}>
      <div className={cn("grid content-start gap-1.5", className)}>
        <label htmlFor={id} className={cn("font-medium text-[13px]", isLabelHidden && "sr-only")}>
          {label}
          {isOptional && <span className="ml-1.5 font-normal text-muted">optional</span>}
        </label>
        {children}
        {hint && (
          <p id={ids.hintId} className="text-[13px] text-muted">
            {hint}
          </p>
        )}
        {error && (
          <p id={ids.errorId} role="alert" className="text-[13px] text-danger">
            {error}
          </p>
        )}
      </div>
    </FieldContext>
  );
}

/** What ties a control to the field around it. For controls that are not from here. */
export function useFieldProps() {
  const field = useContext(FieldContext);
  if (!field) return {};
  const describedBy = [field.hasHint && field.hintId, field.hasError && field.errorId].filter(Boolean).join(" ");
  return {
    id: field.id,
    "aria-describedby": describedBy || undefined,
    "aria-invalid": field.hasError || undefined,
  };
}

const control =
  "w-full rounded-lg border border-line-strong bg-surface px-3 text-ink placeholder:text-muted/70 transition-colors aria-invalid:border-danger disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted max-sm:text-base";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input {...useFieldProps()} className={cn(control, "h-9 read-only:bg-sunken", className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea {...useFieldProps()} rows={3} className={cn(control, "py-2", className)} {...props} />;
}

/** The browser's own: works on every phone and with every keyboard. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return <select {...useFieldProps()} className={cn(control, "h-9 pr-8", className)} {...props} />;
}
