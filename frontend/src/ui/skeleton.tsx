/** Holds the place of what is still on its way, in its size, so that nothing jumps. */
import { cn } from "./class-names.ts";

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-shimmer rounded-md bg-hover", className)} />;
}
