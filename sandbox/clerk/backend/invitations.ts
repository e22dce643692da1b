/** `/v1/invitations`. */
import { parseEmailAddress } from "../accounts/email-address.ts";
import { invitationLink, invite } from "../accounts/invitations.ts";
import { ClerkRefusal, requireFound } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { Invitation } from "../store/entities.ts";
import type { BackendApp } from "./backend-app.ts";
import { answerList } from "./page-of.ts";
import { readBody, requireParam } from "./read-body.ts";

export function addInvitationRoutes(app: BackendApp): void {
  app.get("/invitations", (context) => {
    const { scope } = context.var;
    const { status, query } = context.req.query();
    const invitations = scope.invitations
      .all()
      .reverse()
      .filter((one) => (status ? one.status === status : one.status !== "revoked"))
      .filter((one) => !query || one.emailAddress.includes(query.toLowerCase()));
    return answerList(context, invitations, (invitation) => toInvitation(scope, invitation));
  });

  app.post("/invitations", async (context) => {
    const { scope } = context.var;
    const body = await readBody(context, {
      email_address: "string",
      public_metadata: "object",
      redirect_url: "string",
      ignore_existing: "boolean",
      notify: "boolean",
      expires_in_days: "number",
    });
    const invitation = invite(scope, {
      emailAddress: parseEmailAddress(requireParam(body.email_address, "email_address")),
      publicMetadata: body.public_metadata ?? {},
      redirectUrl: body.redirect_url ?? null,
      ignoreExisting: body.ignore_existing ?? false,
      notify: body.notify ?? true,
      lifetimeDays: body.expires_in_days ?? 30,
    });
    return context.json(toInvitation(scope, invitation));
  });

  app.post("/invitations/:id/revoke", (context) => {
    const { scope } = context.var;
    const id = context.req.param("id");
    const invitation = requireFound(scope.invitations.find(id), "invitation", id);
    if (invitation.status !== "pending") throw new ClerkRefusal("ticket_invalid");
    const revoked = scope.invitations.put({ ...invitation, status: "revoked", updatedAt: scope.now() });
    return context.json(toInvitation(scope, revoked));
  });
}

function toInvitation(scope: Scope, invitation: Invitation) {
  return {
    object: "invitation",
    id: invitation.id,
    email_address: invitation.emailAddress,
    public_metadata: invitation.publicMetadata,
    revoked: invitation.status === "revoked",
    status: invitation.status,
    url: invitationLink(scope, invitation),
    expires_at: invitation.expiresAt,
    created_at: invitation.createdAt,
    updated_at: invitation.updatedAt,
  };
}
