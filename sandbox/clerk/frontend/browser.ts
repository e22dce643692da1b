/** The browser behind a request: its client, its origin, its name; and answers that bring the client's state along. */
import type { Context } from "hono";
import { createClient } from "../accounts/clients.ts";
import { activeSessions, requireActive } from "../accounts/sessions.ts";
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Client, Session, User } from "../store/entities.ts";
import { toClient } from "../wire/client.ts";
import type { FrontendEnvironment } from "./frontend-app.ts";

type FrontendContext = Context<FrontendEnvironment>;

export function clientOf(context: FrontendContext): Client | undefined {
  return context.env.scope.clients.find(context.var.devBrowser.clientId);
}

export function findOrCreateClient(context: FrontendContext): Client {
  const { scope } = context.env;
  const known = clientOf(context);
  if (known) return known;
  const client = createClient(scope);
  context.set("devBrowser", scope.devBrowsers.put({ ...context.var.devBrowser, clientId: client.id }));
  return client;
}

/** The instances have one session per browser, so a second sign-in is refused. */
export function requireSignedOut(context: FrontendContext, client: Client): void {
  if (activeSessions(context.env.scope, ({ clientId }) => clientId === client.id).length > 0) {
    throw new ClerkRefusal("session_exists");
  }
}

/** The session of that id, if it is this browser's. */
export function sessionOf(context: FrontendContext, id: string | undefined): Session | undefined {
  const session = context.env.scope.sessions.find(id);
  return session && session.clientId === context.var.devBrowser.clientId ? session : undefined;
}

/** Who is signed in. @throws ClerkRefusal 401 */
export function requireMe(context: FrontendContext): { session: Session; user: User } {
  const id = context.req.query("_clerk_session_id") ?? clientOf(context)?.lastActiveSessionId ?? undefined;
  return requireActive(context.env.scope, sessionOf(context, id));
}

/** Same-origin GETs carry no Origin, so the Referer stands in. */
export function originOf(context: FrontendContext): string | undefined {
  const origin = context.req.header("Origin");
  if (origin && origin !== "null") return origin;
  const referrer = context.req.header("Referer");
  if (referrer && URL.canParse(referrer)) return new URL(referrer).origin;
  const host = context.req.header("X-Forwarded-Host");
  return host ? `${context.req.header("X-Forwarded-Proto") ?? "http"}://${host}` : undefined;
}

export function browserNameOf(context: FrontendContext): string {
  return /(Firefox|Edg|Chrome|Safari)\//.exec(context.req.header("User-Agent") ?? "")?.[1] ?? "Unknown browser";
}

/** What was asked for, and the client as it is now: ClerkJS takes its whole state from there. */
export function answer(context: FrontendContext, response: object | null) {
  const client = clientOf(context);
  return context.json({ response, client: client ? toClient(context.env.scope, client, originOf(context)) : null });
}
