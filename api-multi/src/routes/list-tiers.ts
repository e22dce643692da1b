import { listTiers } from "@dream-api/contract";
import { keyRoute } from "@dream-api/http";
import type { Hono } from "hono";
import type { AppEnv } from "./app-env.ts";
import { readKey } from "./read-key.ts";
import { askDatabase, requireValidKey } from "./require-valid-key.ts";

export function routeListTiers(app: Hono<AppEnv>): void {
  keyRoute(app, listTiers, readKey, async ({ context, key }) => {
    const services = context.get("services");
    await requireValidKey(key, services);
    return Response.json({ data: await askDatabase(services.catalogue.listTiers(key.scope)) });
  });
}
