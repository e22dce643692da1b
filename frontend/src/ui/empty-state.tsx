/** Where there is nothing yet: what would stand here, and how it comes to be. */
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names.ts";

export interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  /** A button or a link. */
  action?: ReactNode;
  /** Where it is all that the page says: its title is then the page's. */
  isPage?: boolean;
  className?: string;
}

export function EmptyState({ icon: Icon, title, children, action, isPage, className }: EmptyStateProps) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className={cn("grid justify-items-center gap-2 px-6 py-14 text-center", className)}>
      <span className="mb-2 grid size-11 place-items-center rounded-xl border bg-sunken text-muted">
        <Icon className="size-5" aria-hidden />
      </span>
      <Title className="font-semibold text-[15px] tracking-tight">{title}</Title>
      <div className="max-w-md text-muted">{children}</div>
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
