/** `/v1/jwt_templates`. */
import { ClerkRefusal, requireFound } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { JwtTemplate } from "../store/entities.ts";
import { makeId } from "../store/make-id.ts";
import { requireFreeClaims } from "../tokens/mint-token.ts";
import type { BackendApp } from "./backend-app.ts";
import { answerList } from "./page-of.ts";
import { type Kind, readBody, requireParam } from "./read-body.ts";

const params = {
  name: "string",
  claims: "object",
  lifetime: "number",
  allowed_clock_skew: "number",
} as const satisfies Record<string, Kind>;

export function addJwtTemplateRoutes(app: BackendApp): void {
  app.get("/jwt_templates", (context) =>
    answerList(context, context.var.scope.jwtTemplates.all().reverse(), toJwtTemplate),
  );

  app.get("/jwt_templates/:id", (context) =>
    context.json(toJwtTemplate(requireTemplate(context.var.scope, context.req.param("id")))),
  );

  app.post("/jwt_templates", async (context) => {
    const { scope } = context.var;
    const body = await readBody(context, params);
    const name = requireParam(body.name, "name");
    const claims = requireParam(body.claims, "claims");
    requireFreeClaims(claims);
    requireFreeName(scope, name);
    const now = scope.now();
    const template = scope.jwtTemplates.put({
      id: makeId("jtmp"),
      name,
      claims,
      lifetimeSeconds: body.lifetime ?? 60,
      allowedClockSkewSeconds: body.allowed_clock_skew ?? 5,
      createdAt: now,
      updatedAt: now,
    });
    return context.json(toJwtTemplate(template));
  });

  app.patch("/jwt_templates/:id", async (context) => {
    const { scope } = context.var;
    const template = requireTemplate(scope, context.req.param("id"));
    const body = await readBody(context, params);
    if (body.claims) requireFreeClaims(body.claims);
    if (body.name && body.name !== template.name) requireFreeName(scope, body.name);
    const changed = scope.jwtTemplates.put({
      ...template,
      name: body.name ?? template.name,
      claims: body.claims ?? template.claims,
      lifetimeSeconds: body.lifetime ?? template.lifetimeSeconds,
      allowedClockSkewSeconds: body.allowed_clock_skew ?? template.allowedClockSkewSeconds,
      updatedAt: scope.now(),
    });
    return context.json(toJwtTemplate(changed));
  });

  app.delete("/jwt_templates/:id", (context) => {
    const { id } = requireTemplate(context.var.scope, context.req.param("id"));
    context.var.scope.jwtTemplates.remove(id);
    return context.json({ object: "jwt_template", id, deleted: true });
  });
}

function requireTemplate(scope: Scope, id: string): JwtTemplate {
  return requireFound(scope.jwtTemplates.find(id), "JWT template", id);
}

function requireFreeName(scope: Scope, name: string): void {
  if (!scope.jwtTemplates.all().some((one) => one.name === name)) return;
  throw new ClerkRefusal("duplicate_record", { paramName: "name" });
}

function toJwtTemplate(template: JwtTemplate) {
  return {
    object: "jwt_template",
    id: template.id,
    name: template.name,
    claims: template.claims,
    lifetime: template.lifetimeSeconds,
    allowed_clock_skew: template.allowedClockSkewSeconds,
    custom_signing_key: false,
    signing_algorithm: "RS256",
    created_at: template.createdAt,
    updated_at: template.updatedAt,
  };
}
