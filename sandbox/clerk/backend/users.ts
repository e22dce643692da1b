/** `/v1/users`. */
import { mergeMetadata } from "../accounts/metadata.ts";
import { hashPassword, isPassword } from "../accounts/password.ts";
import { closeSessionsOf } from "../accounts/sessions.ts";
import { banUser, changePrimaryAddress, changeUser, createUser, deleteUser } from "../accounts/users.ts";
import { ClerkRefusal, requireFound } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { User } from "../store/entities.ts";
import { toBackendUser } from "../wire/user.ts";
import type { BackendApp } from "./backend-app.ts";
import { findUsers } from "./find-users.ts";
import { pageOf } from "./page-of.ts";
import { type Kind, readBody, requireParam } from "./read-body.ts";

const metadataParams = {
  public_metadata: "object",
  private_metadata: "object",
  unsafe_metadata: "object",
} as const satisfies Record<string, Kind>;

const profileParams = {
  first_name: "string",
  last_name: "string",
  external_id: "string",
  password: "string",
  ...metadataParams,
} as const satisfies Record<string, Kind>;

export function addUserRoutes(app: BackendApp): void {
  app.get("/users", (context) =>
    context.json(pageOf(context, findUsers(context.var.scope, context)).map(toBackendUser)),
  );

  app.get("/users/count", (context) =>
    context.json({ object: "total_count", total_count: findUsers(context.var.scope, context).length }),
  );

  app.post("/users", async (context) => {
    const body = await readBody(context, {
      ...profileParams,
      email_address: "strings",
      skip_password_requirement: "boolean",
    });
    if (!body.password && !body.skip_password_requirement) requireParam(body.password, "password");
    const user = createUser(context.var.scope, {
      emailAddresses: requireParam(body.email_address, "email_address"),
      passwordHash: body.password ? hashPassword(body.password) : null,
      firstName: body.first_name ?? null,
      lastName: body.last_name ?? null,
      externalId: body.external_id ?? null,
      publicMetadata: body.public_metadata ?? {},
      privateMetadata: body.private_metadata ?? {},
      unsafeMetadata: body.unsafe_metadata ?? {},
    });
    return context.json(toBackendUser(user));
  });

  app.get("/users/:id", (context) =>
    context.json(toBackendUser(requireUser(context.var.scope, context.req.param("id")))),
  );

  app.patch("/users/:id", async (context) => {
    const { scope } = context.var;
    const user = requireUser(scope, context.req.param("id"));
    const body = await readBody(context, {
      ...profileParams,
      primary_email_address_id: "string",
      delete_self_enabled: "boolean",
      sign_out_of_other_sessions: "boolean",
    });
    const changed = changeUser(scope, user, {
      ...(body.first_name === undefined ? {} : { firstName: body.first_name }),
      ...(body.last_name === undefined ? {} : { lastName: body.last_name }),
      ...(body.external_id === undefined ? {} : { externalId: body.external_id }),
      ...(body.password ? { passwordHash: hashPassword(body.password) } : {}),
      ...(typeof body.delete_self_enabled === "boolean" ? { canDeleteSelf: body.delete_self_enabled } : {}),
      ...replacedMetadata(body),
    });
    if (body.sign_out_of_other_sessions) closeSessionsOf(scope, user.id, "revoked");
    const { primary_email_address_id: primaryId } = body;
    return context.json(toBackendUser(primaryId ? changePrimaryAddress(scope, changed, primaryId) : changed));
  });

  app.delete("/users/:id", (context) => {
    const user = requireUser(context.var.scope, context.req.param("id"));
    deleteUser(context.var.scope, user);
    return context.json({ object: "user", id: user.id, deleted: true });
  });

  app.patch("/users/:id/metadata", async (context) => {
    const user = requireUser(context.var.scope, context.req.param("id"));
    const body = await readBody(context, metadataParams);
    const changed = changeUser(context.var.scope, user, {
      publicMetadata: mergeMetadata(user.publicMetadata, body.public_metadata ?? {}),
      privateMetadata: mergeMetadata(user.privateMetadata, body.private_metadata ?? {}),
      unsafeMetadata: mergeMetadata(user.unsafeMetadata, body.unsafe_metadata ?? {}),
    });
    return context.json(toBackendUser(changed));
  });

  app.put("/users/:id/metadata", async (context) => {
    const user = requireUser(context.var.scope, context.req.param("id"));
    const body = await readBody(context, metadataParams);
    return context.json(toBackendUser(changeUser(context.var.scope, user, replacedMetadata(body))));
  });

  app.post("/users/:id/ban", (context) => {
    const user = requireUser(context.var.scope, context.req.param("id"));
    return context.json(toBackendUser(banUser(context.var.scope, user)));
  });

  app.post("/users/:id/unban", (context) => {
    const user = requireUser(context.var.scope, context.req.param("id"));
    return context.json(toBackendUser(changeUser(context.var.scope, user, { isBanned: false })));
  });

  app.post("/users/:id/verify_password", async (context) => {
    const user = requireUser(context.var.scope, context.req.param("id"));
    const { password } = await readBody(context, { password: "string" });
    if (!isPassword(requireParam(password, "password"), user.passwordHash)) {
      throw new ClerkRefusal("form_password_incorrect", { paramName: "password" });
    }
    return context.json({ verified: true });
  });
}

export function requireUser(scope: Scope, id: string): User {
  return requireFound(scope.users.find(id), "user", id);
}

interface MetadataBody {
  readonly public_metadata?: User["publicMetadata"] | null;
  readonly private_metadata?: User["privateMetadata"] | null;
  readonly unsafe_metadata?: User["unsafeMetadata"] | null;
}

/** A field that is not there keeps what it has. */
function replacedMetadata(body: MetadataBody): Partial<User> {
  return {
    ...(body.public_metadata ? { publicMetadata: body.public_metadata } : {}),
    ...(body.private_metadata ? { privateMetadata: body.private_metadata } : {}),
    ...(body.unsafe_metadata ? { unsafeMetadata: body.unsafe_metadata } : {}),
  };
}
