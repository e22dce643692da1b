/** The Frontend API's app: every request knows its instance, and most know the browser they come from. */
import type { Hono } from "hono";
import type { Scope } from "../instances/instance.ts";
import type { DevBrowser } from "../store/entities.ts";

export interface FrontendEnvironment {
  Bindings: { readonly scope: Scope };
  Variables: { devBrowser: DevBrowser };
}

export type FrontendApp = Hono<FrontendEnvironment>;
