/**
 * Connect OAuth as connect.stripe.com answers it: codes are good once and for five minutes, and replaying one revokes
 * what it granted.
 */
import type { Sandbox } from "../sandbox.ts";
import { parseForm } from "../wire/form.ts";
import type { Incoming } from "../wire/incoming.ts";

export class OAuthRefusal extends Error {
  readonly error: string;
  readonly status: number;

  constructor(error: string, description: string, status = 400) {
    super(description);
    this.error = error;
    this.status = status;
  }
}

const codeLifetimeMs = 5 * 60_000;

/** @throws OAuthRefusal */
export function exchangeCode(sandbox: Sandbox, incoming: Incoming): object {
  const form = parseForm(incoming.body);
  const livemode = modeOf(sandbox, incoming, form.client_secret);
  if (form.grant_type === undefined) throw new OAuthRefusal("invalid_request", "No grant type specified");
  if (form.grant_type !== "authorization_code")
    throw new OAuthRefusal("unsupported_grant_type", `Unsupported grant type: ${String(form.grant_type)}`);
  if (typeof form.code !== "string") throw new OAuthRefusal("invalid_request", "No authorization code provided");
  const code = sandbox.accounts.findCode(form.code);
  if (!code) throw new OAuthRefusal("invalid_grant", `Authorization code does not exist: ${form.code}`);
  if (code.isUsed) {
    const isItsGrant = sandbox.accounts.connections(code.account).some((one) => one.code === code.code);
    if (isItsGrant) disconnect(sandbox, code.account, code.livemode);
    throw new OAuthRefusal(
      "invalid_grant",
      "This authorization code has already been used. All tokens issued with this code have been revoked.",
    );
  }
  if (code.expiresAt < Date.now()) throw new OAuthRefusal("invalid_grant", `Authorization code expired: ${form.code}`);
  if (code.livemode !== livemode)
    throw new OAuthRefusal(
      "invalid_grant",
      `The authorization code was made in ${code.livemode ? "live" : "test"} mode, the key is of the other.`,
    );
  sandbox.accounts.useCode(code);
  const mode = livemode ? "live" : "test";
  const token = sandbox.newId(`sk_${mode}`);
  sandbox.accounts.connect({ account: code.account, livemode, scope: code.scope, code: code.code });
  sandbox.accounts.addToken(token, code.account, livemode);
  const application = applicationOf(sandbox, livemode);
  sandbox.books({ account: code.account, livemode }).emit("account.application.authorized", application);
  sandbox.postOffice.wake();
  return {
    access_token: token,
    livemode,
    refresh_token: sandbox.newId("rt"),
    token_type: "bearer",
    stripe_publishable_key: sandbox.newId(`pk_${mode}`),
    stripe_user_id: code.account,
    scope: code.scope,
  };
}

/** @throws OAuthRefusal */
export function deauthorize(sandbox: Sandbox, incoming: Incoming): object {
  const form = parseForm(incoming.body);
  const livemode = modeOf(sandbox, incoming, form.client_secret);
  const account = form.stripe_user_id;
  if (form.client_id !== sandbox.accounts.platform.clientId[livemode ? "live" : "test"]) {
    throw new OAuthRefusal("invalid_client", `No such application: '${String(form.client_id)}'`, 401);
  }
  if (typeof account !== "string") throw new OAuthRefusal("invalid_request", "No stripe_user_id provided");
  if (!disconnect(sandbox, account, livemode)) {
    throw new OAuthRefusal(
      "invalid_client",
      `This application is not connected to stripe account ${account}, or that account does not exist.`,
      401,
    );
  }
  return { stripe_user_id: account };
}

/** Either side may end it. The platform hears of it a last time. @returns whether there was a connection */
export function disconnect(sandbox: Sandbox, account: string, livemode: boolean): boolean {
  if (!sandbox.accounts.connections(account).some((one) => one.livemode === livemode)) return false;
  sandbox.books({ account, livemode }).emit("account.application.deauthorized", applicationOf(sandbox, livemode));
  sandbox.accounts.disconnect(account, livemode);
  sandbox.postOffice.wake();
  return true;
}

/** What the authorize page does when the account's owner agrees. @returns the code for the redirect */
export function grantCode(
  sandbox: Sandbox,
  account: string,
  livemode: boolean,
  scope: "read_only" | "read_write",
): string {
  const code = sandbox.newId("ac", 32);
  sandbox.accounts.addCode({ code, account, livemode, scope, expiresAt: Date.now() + codeLifetimeMs, isUsed: false });
  return code;
}

function applicationOf(sandbox: Sandbox, livemode: boolean) {
  return {
    id: sandbox.accounts.platform.clientId[livemode ? "live" : "test"],
    object: "application",
    name: "Sandbox platform",
  };
}

function modeOf(sandbox: Sandbox, incoming: Incoming, clientSecret: unknown): boolean {
  const bearer = /^Bearer (.+)$/i.exec(incoming.headers.authorization ?? "")?.[1];
  const key = bearer ?? (typeof clientSecret === "string" ? clientSecret : "");
  const owner = sandbox.accounts.ownerOfKey(key);
  if (!owner?.isSecret || owner.account !== sandbox.accounts.platform.account) {
    throw new OAuthRefusal("invalid_client", "Invalid API Key provided", 401);
  }
  return owner.livemode;
}
