/** A page's frame: its title, which the browser's tab shows too, and what can be done on it. */
import { type ReactNode, useEffect } from "react";
import { cn } from "./class-names.ts";

export interface PageProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** For pages of text and forms, which are hard to read when they are wide. */
  isNarrow?: boolean;
  children: ReactNode;
}

export function Page({ title, description, actions, isNarrow, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={cn("mx-auto grid w-full grid-cols-1 gap-6", isNarrow ? "max-w-3xl" : "max-w-6xl")}>
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0">
          <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
          {description && <p className="mt-1 max-w-prose text-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function usePageTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · dream-api`;
  }, [title]);
}
