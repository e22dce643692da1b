/** Gives the components below it the client, and finishes a sign-in that the page was opened by. */
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { DreamAPI } from "../dream-api.ts";
import { DreamContext } from "./dream-context.ts";
import { createUsageStore } from "./usage-store.ts";

export interface DreamProviderProps {
  /** With a publishable key, made once outside of all components. */
  readonly api: DreamAPI;
  readonly children?: ReactNode;
}

export function DreamProvider({ api, children }: DreamProviderProps): ReactNode {
  const [start, setStart] = useState<{ isLoaded: boolean; error: Error | null }>({ isLoaded: false, error: null });
  const usage = useMemo(() => createUsageStore(api), [api]);

  useEffect(() => {
    let isCurrent = true;
    const end = (error: Error | null) => {
      if (isCurrent) setStart({ isLoaded: true, error });
    };
    api.auth.handleCallback().then(() => end(null), end);
    return () => {
      isCurrent = false;
    };
  }, [api]);

  const value = useMemo(() => ({ api, usage, ...start }), [api, usage, start]);
  return <DreamContext.Provider value={value}>{children}</DreamContext.Provider>;
}
