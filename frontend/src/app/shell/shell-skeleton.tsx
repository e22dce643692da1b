/** The frame's size while it is not known yet who is signed in. */
import { Skeleton } from "../../ui/skeleton.tsx";

const rows = ["a", "b", "c", "d", "e", "f", "g", "h"];

export function ShellSkeleton() {
  return (
    <div className="lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)]" aria-busy="true">
      <p role="status" className="sr-only">
        Loading
      </p>
      <div className="h-dvh border-r bg-surface p-4 max-lg:hidden">
        <Skeleton className="h-6 w-28" />
        <Skeleton className="mt-5 h-12" />
        <div className="mt-6 grid gap-3">
          {rows.map((row) => (
            <Skeleton key={row} className="h-6 w-40" />
          ))}
        </div>
      </div>
      <div className="px-4 py-6 sm:px-6 lg:px-10 lg:py-8">
        <Skeleton className="mt-8 h-8 w-48" />
        <Skeleton className="mt-6 h-64" />
      </div>
    </div>
  );
}
