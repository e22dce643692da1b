/** `/v1/me`: the profile page. */
import { hashPassword, isPassword } from "../accounts/password.ts";
import { activeSessions, closeSession, closeSessionsOf } from "../accounts/sessions.ts";
import { changePrimaryAddress, changeUser, deleteUser } from "../accounts/users.ts";
import { ClerkRefusal, requireFound } from "../errors/refusal.ts";
import { toSessionWithActivity } from "../wire/session.ts";
import { toFrontendUser } from "../wire/user.ts";
import { answer, requireMe } from "./browser.ts";
import type { FrontendApp } from "./frontend-app.ts";
import { readForm } from "./read-form.ts";

export function addMeRoutes(app: FrontendApp): void {
  app.get("/v1/me", (context) => answer(context, toFrontendUser(requireMe(context).user)));

  app.patch("/v1/me", async (context) => {
    const { scope } = context.env;
    const { user } = requireMe(context);
    const form = await readForm(context);
    const changed = changeUser(scope, user, {
      firstName: form.text("first_name") ?? user.firstName,
      lastName: form.text("last_name") ?? user.lastName,
      unsafeMetadata: form.object("unsafe_metadata") ?? user.unsafeMetadata,
    });
    const primaryId = form.text("primary_email_address_id");
    return answer(context, toFrontendUser(primaryId ? changePrimaryAddress(scope, changed, primaryId) : changed));
  });

  app.delete("/v1/me", (context) => {
    const { user } = requireMe(context);
    if (!user.canDeleteSelf) throw new ClerkRefusal("action_not_allowed");
    deleteUser(context.env.scope, user);
    return answer(context, { object: "user", id: user.id, deleted: true });
  });

  app.post("/v1/me/change_password", async (context) => {
    const { scope } = context.env;
    const { user, session } = requireMe(context);
    const form = await readForm(context);
    if (user.passwordHash !== null && !isPassword(form.required("current_password"), user.passwordHash)) {
      throw new ClerkRefusal("form_password_incorrect", { paramName: "current_password" });
    }
    const passwordHash = hashPassword(form.required("new_password"), "new_password");
    const changed = changeUser(scope, user, { passwordHash });
    if (form.isTrue("sign_out_of_other_sessions")) closeSessionsOf(scope, user.id, "revoked", session.id);
    return answer(context, toFrontendUser(changed));
  });

  app.get("/v1/me/sessions/active", (context) => {
    const { user } = requireMe(context);
    const sessions = activeSessions(context.env.scope, ({ userId }) => userId === user.id);
    return context.json(sessions.map(toSessionWithActivity));
  });

  app.post("/v1/me/sessions/:id/revoke", (context) => {
    const { scope } = context.env;
    const { user } = requireMe(context);
    const id = context.req.param("id");
    const found = scope.sessions.find(id);
    const session = requireFound(found?.userId === user.id ? found : undefined, "session", id);
    return answer(context, toSessionWithActivity(closeSession(scope, session, "revoked")));
  });
}
