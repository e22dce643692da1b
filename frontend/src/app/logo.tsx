/** The name, with its mark. */
import { cn } from "../ui/class-names.ts";

export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2 font-semibold text-[15px] tracking-tight", className)}>
      <Mark />
      dream-api
    </span>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" className="size-6 shrink-0" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="oklch(0.48 0.22 266)" />
      <path d="M9 8h5.5a8 8 0 0 1 0 16H9z" fill="none" stroke="#fff" strokeWidth="3" strokeLinejoin="round" />
      <circle cx="24" cy="16" r="2.5" fill="#fff" />
    </svg>
  );
}
