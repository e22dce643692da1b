import { registerDeveloper as endpoint, type KeyWithSecret, type Project, type ProjectMode } from "@dream-api/contract";
import { type Actor, hintOf, type Registered, registerDeveloper } from "@dream-api/domain";
import { callOf, once, openRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

/** Cloudflare sets it itself, whatever the caller sends. */
const callerAddress = "CF-Connecting-IP";

const message =
  "These test keys work at once. We sent a mail to the address: whoever follows its link and signs in owns the project, " +
  "and these keys end then. What nobody claims within 7 days is deleted.";

export function routeRegisterDeveloper({ app, servicesOf }: Api): void {
  openRoute(app, endpoint, async ({ context, body }) => {
    const actor: Actor = { name: "system", requestId: callOf(context.req.raw).requestId };
    const from = context.req.header(callerAddress) ?? "unknown";
    const { registration } = servicesOf(context.env);
    const caller = await registration.hashSubject("idempotency", from);
    return once({ endpoint, request: context.req.raw, caller, input: body }, async () => {
      const afterwards = (work: Promise<void>) => context.executionCtx.waitUntil(work);
      const registered = await registerDeveloper(body, { from, actor }, { ...registration, afterwards });
      const keys = keyOf(registered);
      const { platformId } = registered;
      return context.json({ platformId, project: projectOf(registered, keys), keys, message }, 201);
    });
  });
}

function keyOf({ keys, createdAt }: Registered): KeyWithSecret {
  const { publishableKey, secretKey, label } = keys;
  const hint = { hint: hintOf(secretKey), createdAt: timeOf(createdAt), expiresAt: null, lastUsedAt: null };
  return { publishableKey, label, status: "active", secretHints: [hint], secretKey };
}

function projectOf({ scope, project, createdAt }: Registered, { secretKey: _, ...key }: KeyWithSecret): Project {
  const { name, type, currency, tiers = [] } = project;
  const test: ProjectMode = {
    keys: [key],
    tiers: tiers.length,
    products: 0,
    customers: 0,
    hasSold: false,
    stripe: "not_connected",
    allowedOrigins: [],
    redirectUris: [],
    defaultUrls: { successUrl: null, cancelUrl: null, returnUrl: null },
    branding: { name: null, colour: null, logoUrl: null },
    promotedAt: null,
  };
  return { id: scope.projectId, name, type, currency, createdAt: timeOf(createdAt), modes: { test, live: null } };
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
