/** Connect's authorize page: pick or make an account, or deny. A wrong client or return address never redirects. */
import type { Hono } from "hono";
import { html } from "hono/html";
import { grantCode } from "../connect/oauth.ts";
import type { Sandbox } from "../sandbox.ts";
import { layout } from "./layout.ts";
import { readForm } from "./page-of.ts";

interface Wish {
  livemode: boolean;
  redirectUri: string;
  scope: "read_only" | "read_write";
  state: string | null;
}

export function authorizePage(app: Hono, sandbox: Sandbox): void {
  app.get("/oauth/authorize", (context) => {
    const wish = readWish(sandbox, new URL(context.req.url).searchParams);
    return typeof wish === "string" ? refused(wish) : context.html(show(sandbox, wish));
  });
  app.post("/oauth/authorize", async (context) => {
    const wish = readWish(sandbox, new URL(context.req.url).searchParams);
    if (typeof wish === "string") return refused(wish);
    const form = await readForm(context.req.raw);
    if (form.answer === "deny") {
      return context.redirect(
        back(wish, { error: "access_denied", error_description: "The user denied your request" }),
        303,
      );
    }
    const chosen = form.account ? sandbox.accounts.find(form.account) : undefined;
    const account =
      chosen ??
      sandbox.accounts.create(sandbox.archive.newId, sandbox.clock.now(), { name: form.name || "New account" });
    const code = grantCode(sandbox, account.id, wish.livemode, wish.scope);
    return context.redirect(back(wish, { scope: wish.scope, code }), 303);
  });
}

/** @returns what is wrong with it, when something is */
function readWish(sandbox: Sandbox, query: URLSearchParams): Wish | string {
  const { clientId, redirectUris } = sandbox.accounts.platform;
  const client = query.get("client_id");
  const mode = client === clientId.live ? "live" : client === clientId.test ? "test" : undefined;
  if (!mode) return `No application matches the supplied client identifier: ${client}`;
  if (query.get("response_type") !== "code") return "response_type must be code";
  const redirectUri = query.get("redirect_uri") ?? redirectUris[0];
  // Without registered addresses any is taken, so that a fresh sandbox works at once.
  const isRegistered = redirectUris.length === 0 || redirectUris.includes(redirectUri ?? "");
  if (!redirectUri || !URL.canParse(redirectUri) || !isRegistered) return `Invalid redirect URI: ${redirectUri}`;
  if (mode === "live" && redirectUri.startsWith("http:") && !/^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(redirectUri))
    return "Live redirect URIs must use https";
  const scope = query.get("scope") ?? "read_only";
  if (scope !== "read_only" && scope !== "read_write") return `Invalid scope: ${scope}`;
  return { livemode: mode === "live", redirectUri, scope, state: query.get("state") };
}

function back({ redirectUri, state }: Wish, answer: Record<string, string>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...answer, ...(state === null ? {} : { state }) }))
    url.searchParams.set(name, value);
  return url.href;
}

function refused(message: string): Response {
  return Response.json({ error: { message, type: "invalid_request_error" } }, { status: 400 });
}

function show(sandbox: Sandbox, { livemode, scope }: Wish) {
  const others = sandbox.accounts.all().filter(({ id }) => id !== sandbox.accounts.platform.account);
  return layout(
    "Connect your account",
    html`
<p>Sandbox platform asks for ${scope === "read_write" ? "full" : "read-only"} access in ${livemode ? "live" : "test"} mode.</p>
<form method="post">
<label>Account <select name="account"><option value="">A new account</option>${others.map(({ id, name }) => html`<option value="${id}">${name} (${id})</option>`)}</select></label>
<label>Name of the new account <input name="name"></label>
<button name="answer" value="allow">Connect</button> <button name="answer" value="deny">Deny</button>
</form>`,
  );
}
