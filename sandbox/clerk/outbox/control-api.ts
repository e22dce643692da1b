/** The control as JSON over HTTP, for scripts that run elsewhere. */
import { type Context, Hono } from "hono";
import { isObject } from "../accounts/metadata.ts";
import type { SeedUser } from "../accounts/seeded-users.ts";
import { ClerkRefusal } from "../errors/refusal.ts";
import type { InstanceSettings } from "../instances/instance.ts";
import type { Control } from "./control.ts";

export function createControlApi(control: Control): Hono {
  const app = new Hono();
  app.get("/instances", (context) => context.json(control.instances()));
  for (const list of ["emails", "users", "sessions", "deliveries"] as const) {
    app.get(`/instances/:slug/${list}`, (context) => context.json(control[list](context.req.param("slug"))));
  }
  app.patch("/instances/:slug/settings", async (context) => {
    const slug = context.req.param("slug");
    control.changeSettings(slug, readSettings(await readJson(context)));
    return context.json(control.instance(slug));
  });
  app.post("/instances/:slug/webhook_endpoints", async (context) => {
    const { url, eventTypes } = await readJson(context);
    if (typeof url !== "string" || !URL.canParse(url)) throw invalid("url");
    if (eventTypes !== undefined && !Array.isArray(eventTypes)) throw invalid("eventTypes");
    return context.json(control.addWebhookEndpoint(context.req.param("slug"), url, eventTypes?.map(String)));
  });
  app.post("/instances/:slug/deliveries/:id/resend", async (context) => {
    await control.resend(context.req.param("slug"), context.req.param("id"));
    return context.json({});
  });
  app.post("/instances/:slug/seed", async (context) => {
    const { users } = await readJson(context);
    if (!Array.isArray(users) || !users.every(isSeedUser)) throw invalid("users");
    return context.json(control.seed(context.req.param("slug"), users));
  });
  app.post("/instances/:slug/sign_in", async (context) => {
    const { emailAddress, origin } = await readJson(context);
    if (typeof emailAddress !== "string") throw invalid("emailAddress");
    if (typeof origin !== "string" || !URL.canParse(origin)) throw invalid("origin");
    return context.json(control.signIn(context.req.param("slug"), emailAddress, origin));
  });
  app.post("/reset", (context) => {
    control.reset();
    return context.json({});
  });
  return app;
}

const isSetting: Record<keyof InstanceSettings, (value: unknown) => boolean> = {
  sessionTokenLifetimeSeconds: isPositive,
  sessionLifetimeSeconds: isPositive,
  sessionClaims: isObject,
  issuer: (value) => typeof value === "string" && URL.canParse(value),
  canDeleteSelf: (value) => typeof value === "boolean",
};

function readSettings(body: Record<string, unknown>): Partial<InstanceSettings> {
  for (const [name, value] of Object.entries(body)) {
    const isValid = Object.hasOwn(isSetting, name) ? isSetting[name as keyof InstanceSettings] : undefined;
    if (!isValid?.(value)) throw invalid(name);
  }
  return body as Partial<InstanceSettings>;
}

async function readJson(context: Context): Promise<Record<string, unknown>> {
  const body: unknown = await context.req.json().catch(() => undefined);
  if (!isObject(body)) throw new ClerkRefusal("request_body_invalid");
  return body;
}

function isSeedUser(value: unknown): value is SeedUser {
  return isObject(value) && typeof value.emailAddress === "string" && typeof value.password === "string";
}

function isPositive(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value > 0;
}

const invalid = (paramName: string) => new ClerkRefusal("form_param_value_invalid", { paramName });
