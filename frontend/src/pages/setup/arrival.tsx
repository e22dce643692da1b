/** The panel that waits for a first call or order, and turns green when it came. */
import { CircleCheck, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../../ui/class-names.ts";

export interface ArrivalProps {
  /** What is waited for. */
  awaited: string;
  title: string;
  /** What came; nothing while it has not come. */
  children?: ReactNode;
}

export function Arrival({ awaited, title, children }: ArrivalProps) {
  return (
    <div
      role="status"
      className={cn(
        "flex items-center gap-3 rounded-xl border border-dashed p-4 transition-colors duration-500",
        children && "border-live border-solid bg-live-soft",
      )}
    >
      {children ? (
        <>
          <CircleCheck className="size-6 shrink-0 text-live" aria-hidden />
          <div>
            <p className="font-semibold text-live">{title}</p>
            <p>{children}</p>
          </div>
        </>
      ) : (
        <>
          <LoaderCircle className="size-5 shrink-0 animate-spin text-muted" aria-hidden />
          <p className="text-muted">Waiting for {awaited}. This turns green by itself.</p>
        </>
      )}
    </div>
  );
}
