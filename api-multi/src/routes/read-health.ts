/** Liveness, with a look at what the service can't do without. */
import { type Health, readHealth } from "@dream-api/contract";
import { openRoute } from "@dream-api/http";
import { report } from "../report.ts";
import type { Api } from "./api.ts";

export function routeReadHealth(api: Api): void {
  openRoute(api.app, readHealth, async ({ context }) => {
    const checks = { database: await check(() => api.servicesOf(context.env).pingDatabase()) };
    const status = Object.values(checks).includes("down") ? "down" : "ok";
    return Response.json({ status, checks } satisfies Health, { status: status === "ok" ? 200 : 503 });
  });
}

async function check(ask: () => Promise<unknown>): Promise<"ok" | "down"> {
  try {
    await ask();
    return "ok";
  } catch (cause) {
    report("a health check failed", cause);
    return "down";
  }
}
