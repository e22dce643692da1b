/** Where the link of an invitation leads: on to the application, with the ticket and what it is good for. */
import { findUserByEmail } from "../accounts/email-address.ts";
import { requireInvitation } from "../accounts/invitations.ts";
import type { FrontendApp } from "./frontend-app.ts";

export function addTicketRoutes(app: FrontendApp): void {
  app.get("/v1/tickets/accept", (context) => {
    const { scope } = context.env;
    const invitation = requireInvitation(scope, context.req.query("ticket"));
    const target = new URL(invitation.redirectUrl ?? `${scope.sandboxUrl()}/_sandbox`);
    target.searchParams.set("__clerk_ticket", invitation.ticket);
    const isKnown = findUserByEmail(scope, invitation.emailAddress) !== undefined;
    target.searchParams.set("__clerk_status", isKnown ? "sign_in" : "sign_up");
    return context.redirect(target.href, 303);
  });
}
