/** What Clerk tells us by webhook, once its signature is verified. */
import { verifyWebhook, type WebhookEvent } from "@clerk/backend/webhooks";
import { type ClerkUser, fromUserJson } from "./clerk-user.ts";

export type ClerkEvent = {
  /** The same for every repetition of the message. */
  readonly eventId: string;
} & (
  | { readonly kind: "user_changed"; readonly user: ClerkUser }
  | { readonly kind: "user_deleted"; readonly clerkUserId: string }
  | { readonly kind: "session_over"; readonly sessionId: string; readonly clerkUserId: string }
  | { readonly kind: "other"; readonly type: string }
);

/** @returns null for a message that is not signed with the secret, was changed, or is older than five minutes */
export async function readClerkWebhook(request: Request, signingSecret: string): Promise<ClerkEvent | null> {
  if (!signingSecret) throw new Error("The webhook's signing secret is empty");
  const eventId = request.headers.get("svix-id");
  const event = await verifyWebhook(request, { signingSecret }).catch(() => null);
  return event && eventId ? { eventId, ...translate(event) } : null;
}

type Meaning<Event> = Event extends unknown ? Omit<Event, "eventId"> : never;

function translate(event: WebhookEvent): Meaning<ClerkEvent> {
  switch (event.type) {
    case "user.created":
    case "user.updated":
      return { kind: "user_changed", user: fromUserJson(event.data) };
    case "user.deleted":
      return { kind: "user_deleted", clerkUserId: event.data.id ?? "" };
    case "session.ended":
    case "session.removed":
    case "session.revoked":
      return { kind: "session_over", sessionId: event.data.id, clerkUserId: event.data.user_id };
    default:
      return { kind: "other", type: event.type };
  }
}
