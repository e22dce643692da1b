/** The Backend API's app: every request knows whose secret key it carries. */
import type { Hono } from "hono";
import type { Scope } from "../instances/instance.ts";

export type BackendApp = Hono<{ Variables: { scope: Scope } }>;
