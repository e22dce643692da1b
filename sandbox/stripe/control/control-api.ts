/** The sandbox's own API at `/_sandbox`: clock, faults, deliveries, accounts, dunning, reset, seed. JSON in and out. */
import { Hono } from "hono";
import { disconnect, grantCode } from "../connect/oauth.ts";
import type { Sandbox } from "../sandbox.ts";
import { inTransaction } from "../store/database.ts";
import { withRules } from "../webhooks/delivery-rules.ts";
import { readFault } from "./read-fault.ts";
import { seed } from "./seed.ts";

class BadControlCall extends Error {}

export function controlApi(sandbox: Sandbox): Hono {
  const app = new Hono();
  app.onError((error, context) => {
    if (error instanceof BadControlCall || error instanceof SyntaxError)
      return context.json({ error: error.message }, 400);
    sandbox.report(error);
    return context.json({ error: String(error) }, 500);
  });
  app.get("/state", (context) => context.json(stateOf(sandbox)));
  app.post("/reset", (context) => {
    sandbox.reset();
    return context.json(stateOf(sandbox));
  });
  app.post("/seed", (context) => context.json(seed(sandbox)));
  app.post("/clock", async (context) => {
    const body = await context.req.json<{ advance_seconds?: number; to?: number }>();
    const target = body.to ?? sandbox.clock.now() + (body.advance_seconds ?? 0);
    if (!Number.isSafeInteger(target)) throw new BadControlCall("Give advance_seconds or to as whole seconds");
    if (target < sandbox.clock.now()) throw new BadControlCall("The clock does not go back");
    const ran = await sandbox.turnClock(target);
    return context.json({ now: sandbox.clock.now(), ran });
  });
  app.get("/clock", (context) =>
    context.json({
      now: sandbox.clock.now(),
      next_due: sandbox.archive.schedule.next(Number.MAX_SAFE_INTEGER, "")?.dueAt ?? null,
    }),
  );
  app.get("/faults", (context) => context.json(sandbox.faults.list()));
  app.post("/faults", async (context) => {
    const fault = readFault(await context.req.json());
    if (typeof fault === "string") throw new BadControlCall(fault);
    sandbox.faults.add(fault);
    return context.json(sandbox.faults.list());
  });
  app.delete("/faults", (context) => {
    sandbox.faults.clear();
    return context.json([]);
  });
  app.get("/deliveries", (context) => context.json(sandbox.postOffice.deliveries.list()));
  app.post("/deliveries/rules", async (context) => {
    const rules = withRules(sandbox.postOffice.rules, await context.req.json());
    if (typeof rules === "string") throw new BadControlCall(rules);
    sandbox.postOffice.rules = rules;
    sandbox.postOffice.wake();
    return context.json(rules);
  });
  app.post("/deliveries/drain", async (context) => {
    const { withinMs = 0 } = await bodyOf(context.req.raw);
    await sandbox.postOffice.drain({ withinMs: Number(withinMs) });
    return context.json(sandbox.postOffice.deliveries.count());
  });
  app.post("/deliveries/:id/resend", (context) => {
    const id = Number(context.req.param("id"));
    if (!sandbox.postOffice.resend(id)) throw new BadControlCall("There is no such delivery");
    return context.json({ id });
  });
  app.post("/dunning", async (context) => {
    sandbox.dunning = { ...sandbox.dunning, ...(await context.req.json<object>()) };
    return context.json(sandbox.dunning);
  });
  app.post("/accounts", async (context) => {
    const wanted = await context.req.json<{
      id?: string;
      name?: string;
      email?: string;
      connect?: ("test" | "live")[];
    }>();
    const account = inTransaction(
      sandbox.database,
      () => {
        const { connect = [], ...rest } = wanted;
        const made = sandbox.accounts.create(sandbox.archive.newId, sandbox.clock.now(), rest);
        for (const mode of connect) {
          const livemode = mode === "live";
          sandbox.accounts.connect({ account: made.id, livemode, scope: "read_write", code: "" });
        }
        return made;
      },
      () => false,
    );
    return context.json(account);
  });
  app.post("/accounts/:id/grant", async (context) => {
    const { livemode = false, scope = "read_write" } = await context.req.json<{
      livemode?: boolean;
      scope?: "read_write";
    }>();
    if (!sandbox.accounts.find(context.req.param("id"))) throw new BadControlCall("There is no such account");
    return context.json({ code: grantCode(sandbox, context.req.param("id"), livemode, scope) });
  });
  app.post("/accounts/:id/disconnect", async (context) => {
    const { livemode = false } = await context.req.json<{ livemode?: boolean }>();
    const was = inTransaction(
      sandbox.database,
      () => disconnect(sandbox, context.req.param("id"), livemode),
      () => false,
    );
    return context.json({ disconnected: was });
  });
  return app;
}

/** Calls without a body are fine where everything has a default. */
async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function stateOf(sandbox: Sandbox) {
  return {
    now: sandbox.clock.now(),
    api_version: sandbox.apiVersion,
    platform: sandbox.accounts.platform,
    accounts: sandbox.accounts.all(),
    connections: sandbox.accounts.connections().map(({ account, livemode, scope }) => ({ account, livemode, scope })),
    dunning: sandbox.dunning,
    delivery_rules: sandbox.postOffice.rules,
  };
}
