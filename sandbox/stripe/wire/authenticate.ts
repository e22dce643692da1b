/** Who calls: the key decides account and mode; `Stripe-Account` leads to a connected one. */
import type { Accounts } from "../connect/accounts.ts";
import type { Scope } from "../store/object-store.ts";
import type { Incoming } from "./incoming.ts";
import { StripeRefusal } from "./refusal.ts";

export interface Caller {
  scope: Scope;
  isSecret: boolean;
}

/** @throws StripeRefusal 401 without a good key, 403 for an account that is not connected */
export function authenticate(accounts: Accounts, headers: Incoming["headers"]): Caller {
  const key = keyOf(headers.authorization);
  const owner = accounts.ownerOfKey(key);
  if (!owner) throw new StripeRefusal(`Invalid API Key provided: ${hidden(key)}`, { status: 401 });
  const { livemode, isSecret } = owner;
  const account = headers["stripe-account"];
  if (!account || account === owner.account) return { scope: { account: owner.account, livemode }, isSecret };
  if (owner.account !== accounts.platform.account || !accounts.isConnected(account, livemode)) {
    throw new StripeRefusal(
      `The provided key '${hidden(key)}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
      { status: 403, code: "account_invalid" },
    );
  }
  return { scope: { account, livemode }, isSecret };
}

function keyOf(authorization: string | undefined): string {
  const bearer = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1];
  const basic = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
  const key = bearer ?? (basic ? atob(basic).split(":")[0] : undefined);
  if (!key) {
    throw new StripeRefusal(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.",
      { status: 401 },
    );
  }
  return key;
}

function hidden(key: string): string {
  return key.length < 12 ? "*".repeat(key.length) : `${key.slice(0, 8)}${"*".repeat(key.length - 12)}${key.slice(-4)}`;
}
