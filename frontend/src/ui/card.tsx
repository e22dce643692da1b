/** A surface with something on it. */
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names.ts";

export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={cn("rounded-xl border bg-surface shadow-card", className)} {...props} />;
}

interface CardHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
  className?: string;
}

export function CardHeader({ title, description, actions, className }: CardHeaderProps) {
  return (
    <div className={cn("flex flex-wrap items-start justify-between gap-3 px-5 pt-4 pb-3", className)}>
      <div className="min-w-0">
        <h2 className="font-semibold text-[15px] tracking-tight">{title}</h2>
        {description && <p className="mt-1 max-w-prose text-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}

export function CardBody({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("px-5 pb-5", className)} {...props} />;
}

/** A figure with its name: one of the tiles above a chart. */
export function Stat({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <Card className="px-5 py-4">
      <dl>
        <dt className="text-muted">{label}</dt>
        <dd className="figures mt-1.5 font-semibold text-2xl tracking-tight">{value}</dd>
        {note && <dd className="mt-1 text-muted text-xs">{note}</dd>}
      </dl>
    </Card>
  );
}
