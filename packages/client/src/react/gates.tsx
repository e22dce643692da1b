/**
 * What to show to whom. It is about what a page shows: what somebody may do is decided by the API, at each call.
 */
import type { ReactNode } from "react";
import { useUsage } from "./use-usage.ts";
import { useUser } from "./use-user.ts";

export interface ChildrenProps {
  readonly children?: ReactNode;
}

export function SignedIn({ children }: ChildrenProps): ReactNode {
  const { user, isLoaded } = useUser();
  return isLoaded && user ? children : null;
}

export function SignedOut({ children }: ChildrenProps): ReactNode {
  const { user, isLoaded } = useUser();
  return isLoaded && !user ? children : null;
}

export interface GateProps extends ChildrenProps {
  /** One of these tiers. */
  readonly plan?: string | readonly string[];
  /** A tier with this feature, as it stands in the tier's list. */
  readonly feature?: string;
  /** For everybody else. Default: nothing. */
  readonly fallback?: ReactNode;
}

/** Shows its children to who is on such a plan; nothing while that is not known. */
export function Gate({ plan, feature, fallback = null, children }: GateProps): ReactNode {
  const { usage, isLoading } = useUsage();
  if (isLoading) return null;
  const isOnPlan = plan === undefined || (usage !== null && [plan].flat().includes(usage.plan));
  const hasFeature = feature === undefined || (usage?.features.includes(feature) ?? false);
  return usage && isOnPlan && hasFeature ? children : fallback;
}
