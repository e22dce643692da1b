/**
 * The other tabs of the same app. One of them at a time refreshes, and hands the new access token to the others, from
 * memory to memory. Where there are no tabs (a server, an old browser) everybody is alone.
 */

export interface Tabs {
  /** Runs `work` while no other tab runs any. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
  tell(message: unknown): void;
  /** Called with what other tabs tell; never with what this one told. */
  listen(listener: (message: unknown) => void): void;
}

export function createTabs(name: string): Tabs {
  const hasTabs = typeof window !== "undefined" && typeof document !== "undefined";
  const locks: LockManager | undefined = hasTabs ? navigator.locks : undefined;
  let channel: BroadcastChannel | undefined;
  const open = () => {
    if (hasTabs && typeof BroadcastChannel === "function") channel ??= new BroadcastChannel(name);
    return channel;
  };
  return {
    async alone<Result>(work: () => Promise<Result>): Promise<Result> {
      return locks ? ((await locks.request(name, work)) as Result) : work();
    },
    tell(message) {
      open()?.postMessage(message);
    },
    listen(listener) {
      open()?.addEventListener("message", ({ data }) => listener(data));
    },
  };
}
