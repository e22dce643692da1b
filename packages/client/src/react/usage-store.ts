/** The signed-in user's usage, once for all components that show it. */
import type { DreamAPI } from "../dream-api.ts";
import type { Usage } from "../generated/wire.ts";
import type { OwnUsageOptions } from "../method-options.ts";
import type { TrackUsageResult } from "../track-usage-result.ts";

export interface UsageState {
  /** Null before the first answer, and for who has no plan. */
  readonly usage: Usage | null;
  readonly isLoading: boolean;
  readonly error: Error | null;
}

export interface UsageStore {
  state(): UsageState;
  subscribe(listener: () => void): () => void;
  /** For who is signed in now. What is asked for at the same time is asked once. */
  load(): Promise<void>;
  track(options?: OwnUsageOptions): Promise<TrackUsageResult>;
}

export const nothingLoaded: UsageState = { usage: null, isLoading: true, error: null };

export function createUsageStore(api: DreamAPI): UsageStore {
  const listeners = new Set<() => void>();
  let state = nothingLoaded;
  let loading: { readonly userId: string; readonly done: Promise<void> } | undefined;

  function set(next: UsageState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function ask(userId: string): Promise<void> {
    const asked = await api.checkUsage().then(
      ({ usage }): UsageState => ({ usage, isLoading: false, error: null }),
      (error: Error): UsageState => ({ usage: null, isLoading: false, error }),
    );
    // An answer for who has left meanwhile is nobody's business.
    if (api.auth.user?.id === userId) set(asked);
  }

  api.auth.onChange(() => set(nothingLoaded));

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      const userId = api.auth.user?.id;
      if (userId === undefined) return set({ usage: null, isLoading: false, error: null });
      if (loading?.userId !== userId) {
        const done = ask(userId).finally(() => {
          loading = undefined;
        });
        loading = { userId, done };
      }
      await loading.done;
    },
    async track(options) {
      const use = await api.trackUsage(options);
      if (use.usage) set({ usage: use.usage, isLoading: false, error: null });
      return use;
    },
  };
}
