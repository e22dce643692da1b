/** How far the signed-in user is, the same for all components and up to date with what they track. */
import { useEffect, useSyncExternalStore } from "react";
import { useDreamContext } from "./dream-context.ts";
import { nothingLoaded, type UsageState, type UsageStore } from "./usage-store.ts";
import { useUser } from "./use-user.ts";

export interface UseUsage extends UsageState {
  /** As `api.trackUsage()`, and all components show the new count. */
  readonly track: UsageStore["track"];
  readonly refresh: UsageStore["load"];
}

export function useUsage(): UseUsage {
  const { usage: store } = useDreamContext();
  const { user, isLoaded } = useUser();
  const state = useSyncExternalStore(store.subscribe, store.state, () => nothingLoaded);
  const userId = user?.id;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another user has another usage.
  useEffect(() => {
    if (isLoaded && store.state().usage === null) void store.load();
  }, [store, isLoaded, userId]);

  return { ...state, track: store.track, refresh: store.load };
}
