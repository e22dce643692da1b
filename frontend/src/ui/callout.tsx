/** Something to know before going on. */
import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names.ts";

const looks = {
  info: { icon: Info, frame: "border-accent/25 bg-accent-soft", mark: "text-accent" },
  warning: { icon: TriangleAlert, frame: "border-test/35 bg-test-soft", mark: "text-test" },
  good: { icon: CircleCheck, frame: "border-live/35 bg-live-soft", mark: "text-live" },
} as const;

export interface CalloutProps {
  tone?: keyof typeof looks;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

export function Callout({ tone = "info", title, children, action, className }: CalloutProps) {
  const { icon: Icon, frame, mark } = looks[tone];
  return (
    <div className={cn("flex gap-3 rounded-lg border p-3.5", frame, className)}>
      <Icon className={cn("mt-0.5 size-4 shrink-0", mark)} aria-hidden />
      <div className="grid min-w-0 flex-1 gap-1">
        {title && <p className="font-medium">{title}</p>}
        {children && <div>{children}</div>}
      </div>
      {action && <div className="self-center">{action}</div>}
    </div>
  );
}
