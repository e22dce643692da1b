/** What the parts below a `DreamProvider` share: the client, whether it is known who is signed in, and the usage. */
import { createContext, useContext } from "react";
import type { DreamAPI } from "../dream-api.ts";
import type { UsageStore } from "./usage-store.ts";

export interface DreamContextValue {
  readonly api: DreamAPI;
  /** A sign-in that the page was opened by is finished, or there was none. */
  readonly isLoaded: boolean;
  /** Why that sign-in failed. */
  readonly error: Error | null;
  readonly usage: UsageStore;
}

export const DreamContext = createContext<DreamContextValue | null>(null);

export function useDreamContext(): DreamContextValue {
  const value = useContext(DreamContext);
  if (!value) throw new Error("There is no <DreamProvider> around this");
  return value;
}
