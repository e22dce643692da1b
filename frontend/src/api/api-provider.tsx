/** The API for components: called with the session of whoever is signed in. */
import { useAuth } from "@clerk/react";
import { createContext, type ReactNode, useContext, useMemo, useRef } from "react";
import { type Api, createApi } from "./call.ts";

const ApiContext = createContext<Api | null>(null);

export function ApiProvider({ children }: { children: ReactNode }) {
  const { getToken } = useAuth();
  // Clerk gives another function on each render; calls under way ask for the newest.
  const newest = useRef(getToken);
  newest.current = getToken;
  const api = useMemo(() => createApi(() => newest.current()), []);
  return <ApiContext value={api}>{children}</ApiContext>;
}

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error("useApi is called outside of ApiProvider");
  return api;
}
