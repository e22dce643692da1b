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

/** What of the client the store asks. */
export interface UsageSource {
  readonly auth: Pick<DreamAPI["auth"], "user" | "onChange">;
  readonly checkUsage: () => Promise<{ readonly usage: Usage }>;
  readonly trackUsage: (options?: OwnUsageOptions) => Promise<TrackUsageResult>;
}

export const nothingLoaded: UsageState = { usage: null, isLoading: true, error: null };

export function createUsageStore(api: UsageSource): UsageStore {
  const listeners = new Set<() => void>();
  let state = nothingLoaded;
  let answers = 0;
  let loading: { readonly userId: string; readonly done: Promise<void> } | undefined;

  function set(next: UsageState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  /** Call it before the API is asked. @returns what shows the answer */
  function expectAnswer(): (answer: UsageState) => void {
    const userId = api.auth.user?.id;
    const answersBefore = answers;
    return (answer) => {
      // An answer for who has left meanwhile is nobody's business.
      if (api.auth.user?.id !== userId) return;
      const isAlone = answers === answersBefore;
      answers += 1;
      set(isAlone ? answer : laterOf(state, answer));
    };
  }

  async function ask(): Promise<void> {
    const show = expectAnswer();
    await api.checkUsage().then(
      ({ usage }) => show({ usage, isLoading: false, error: null }),
      (error: Error) => show({ usage: null, isLoading: false, error }),
    );
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
        const done = ask().finally(() => {
          loading = undefined;
        });
        loading = { userId, done };
      }
      await loading.done;
    },
    async track(options) {
      const show = expectAnswer();
      const use = await api.trackUsage(options);
      if (use.usage) show({ usage: use.usage, isLoading: false, error: null });
      return use;
    },
  };
}

/** Of two answers whose calls overlapped, the one that came second may be the older: more was counted by the later. */
function laterOf(shown: UsageState, answer: UsageState): UsageState {
  if (!shown.usage) return answer;
  if (!answer.usage) return shown;
  const isOfSameCount = shown.usage.plan === answer.usage.plan && shown.usage.periodStart === answer.usage.periodStart;
  return isOfSameCount && shown.usage.count > answer.usage.count ? shown : answer;
}
