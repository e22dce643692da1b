/** Connect OAuth with Standard accounts: the way there, the exchange, the end. No token is kept: calls name the account. */
import type { Mode } from "@dream-api/contract";
import { type ConnectProvider, ProviderFailure } from "@dream-api/domain";
import Stripe from "stripe";
import { askStripe } from "./stripe-failure.ts";

export interface ConnectSettings {
  readonly stripe: Readonly<Record<Mode, Stripe>>;
  readonly clientId: Readonly<Record<Mode, string>>;
  /** Where the developer's browser reaches Stripe's authorize page: an origin. */
  readonly authorizeBase: string;
}

export function createConnectProvider({ stripe, clientId, authorizeBase }: ConnectSettings): ConnectProvider {
  return {
    authorizeUrl({ mode, state, redirectUri }) {
      const url = new URL("/oauth/authorize", authorizeBase);
      const query = {
        response_type: "code",
        client_id: clientId[mode],
        // Stripe's own default is read_only.
        scope: "read_write",
        redirect_uri: redirectUri,
        state,
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return url.href;
    },

    readOwnAccountId: (mode) => readOwnAccountId(stripe[mode]),

    async exchangeCode(mode, code) {
      const answer = await askStripe("exchange an authorization code", () =>
        nullFor(["StripeInvalidGrantError", "StripeOAuthInvalidRequestError"], () =>
          // Once: a code that Stripe sees twice revokes what it granted.
          stripe[mode].oauth.token({ grant_type: "authorization_code", code }, { maxNetworkRetries: 0 }),
        ),
      );
      if (answer === null) return null;
      const { stripe_user_id: stripeAccountId, scope } = answer;
      if (!stripeAccountId || !scope) throw new Error("Stripe granted access without saying to what");
      return { stripeAccountId, scope };
    },

    deauthorize: (mode, stripeAccountId) =>
      deauthorizeAccount(stripe[mode], { clientId: clientId[mode], stripeAccountId }),

    isOpen: (mode, stripeAccountId) => isAccountOpen(stripe[mode], stripeAccountId),
  };
}

/** Gives our access back; that we had none any more is no failure. @throws ProviderFailure */
export async function deauthorizeAccount(
  stripe: Stripe,
  { clientId, stripeAccountId }: { clientId: string; stripeAccountId: string },
): Promise<void> {
  const wanted = { client_id: clientId, stripe_user_id: stripeAccountId };
  const answer = await askStripe("deauthorize", () =>
    nullFor(["StripeInvalidClientError"], () => stripe.oauth.deauthorize(wanted)),
  );
  // Stripe says the same of an account that is not connected and of a key that it does not know.
  if (answer === null) await readOwnAccountId(stripe);
}

async function readOwnAccountId(stripe: Stripe): Promise<string> {
  return (await askStripe("read our own account", () => stripe.accounts.retrieveCurrent())).id;
}

/** Whether Stripe lets us act for the account now. @throws ProviderFailure when it does not say */
export async function isAccountOpen(stripe: Stripe, stripeAccount: string): Promise<boolean> {
  try {
    await askStripe("read a connected account", () => stripe.accounts.retrieveCurrent({}, { stripeAccount }));
    return true;
  } catch (error) {
    if (error instanceof ProviderFailure && error.kind === "account_lost") return false;
    throw error;
  }
}

/** A definite no of these kinds is an answer, not a failure. */
async function nullFor<Answer>(types: readonly string[], ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && types.includes(error.type)) return null;
    throw error;
  }
}
