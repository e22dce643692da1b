/** Liveness, with a look at what a service can't do without. */
import { type Health, readHealth } from "@dream-api/contract";
import type { Env, Hono } from "hono";
import type { Report } from "./request-log.ts";
import { openRoute } from "./route.ts";

/** @param checksOf questions that reject when what they ask about is down, by its name */
export function healthRoute<E extends Env>(
  app: Hono<E>,
  report: Report,
  checksOf: (env: E["Bindings"]) => Record<string, () => Promise<unknown>>,
): void {
  openRoute(app, readHealth, async ({ context }) => {
    const checks = await Promise.all(
      Object.entries(checksOf(context.env)).map(async ([name, ask]) => [name, await check(ask, report)] as const),
    );
    const status = checks.some(([, state]) => state === "down") ? "down" : "ok";
    const health: Health = { status, checks: Object.fromEntries(checks) };
    return Response.json(health, { status: status === "ok" ? 200 : 503 });
  });
}

async function check(ask: () => Promise<unknown>, report: Report): Promise<"ok" | "down"> {
  try {
    await ask();
    return "ok";
  } catch (cause) {
    report("a health check failed", cause);
    return "down";
  }
}
