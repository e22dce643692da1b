/** Developers who connect Stripe accounts as they would: to Stripe's page, back to us, on to the dashboard. */
import type { StripeSandbox } from "../../sandbox/stripe/start-stripe-sandbox.ts";
import { type Developer, newDeveloper } from "../catalogue/catalogue-world.ts";
import { callAs, frontendUrl, type WholeWorld } from "../world/whole-world.ts";
import type { ApiAnswer, ApiCall } from "../world/world.ts";

export type Mode = "test" | "live";
type Fault = Parameters<StripeSandbox["sandbox"]["faults"]["add"]>[0];

/** What Stripe's redirect brings back to the dashboard. */
interface Returned {
  readonly state: string;
  readonly code?: string;
  readonly error?: string;
}

export interface Connector {
  readonly developer: Developer;
  /** As the dashboard, with a session of now. */
  call(path: string, request?: ApiCall, service?: "oauth" | "frontAuth"): Promise<ApiAnswer>;
  /** Goes to Stripe and presses a button there. @param account a new one unless given */
  goToStripe(mode: Mode, press?: "allow" | "deny", account?: string): Promise<Returned>;
  finish(returned: Returned): Promise<ApiAnswer>;
  /** The whole way. @returns the account's id. @throws unless it was connected */
  connect(mode: Mode, account?: string): Promise<string>;
  readConnection(mode: Mode): Promise<{ status: string; accountId: string | null }>;
}

export async function newConnector(world: WholeWorld): Promise<Connector> {
  const developer = await newDeveloper(world);
  const call: Connector["call"] = (path, request = {}, service = "oauth") => {
    const { token } = world.providers.clerk.signIn("dream-api", developer.email, frontendUrl);
    return callAs(world, { token }, service, path, request);
  };
  const finish: Connector["finish"] = (returned) => call("/callback", { body: returned });
  const goToStripe: Connector["goToStripe"] = async (mode, press = "allow", account = "") => {
    const { json } = await call("/authorize", { body: { mode } });
    return throughStripe(json.url, press, account);
  };
  return {
    developer,
    call,
    goToStripe,
    finish,
    async connect(mode, account) {
      const answer = await finish(await goToStripe(mode, "allow", account));
      if (answer.status !== 200) throw new Error(answer.text);
      return answer.json.accountId;
    },
    async readConnection(mode) {
      return (await call("/connection")).json[mode];
    },
  };
}

/** The page at Stripe, the redirect to us, and ours to the dashboard. */
async function throughStripe(url: string, press: "allow" | "deny", account: string): Promise<Returned> {
  const body = new URLSearchParams({ answer: press, account, name: "Ada's shop" });
  const atStripe = await fetch(url, { method: "POST", body, redirect: "manual" });
  const atOurs = await fetch(locationOf(atStripe), { redirect: "manual" });
  const query = Object.fromEntries(new URL(locationOf(atOurs)).searchParams);
  const { state = "", code, error } = query;
  return { state, ...(code === undefined ? {} : { code }), ...(error === undefined ? {} : { error }) };
}

function locationOf(response: Response): string {
  const location = response.headers.get("Location");
  if (response.status < 300 || response.status > 399 || !location) throw new Error(`No redirect: ${response.status}`);
  return location;
}

/** At the sandbox Stripe: what it has granted us for an account. */
export function grantsOf({ providers: { stripe } }: WholeWorld, account: string): Mode[] {
  return stripe.sandbox.accounts.connections(account).map(({ livemode }) => (livemode ? "live" : "test"));
}

/** Runs with a call to Stripe that fails, every time it is made. */
export async function whileFailing<Result>(
  { providers: { stripe } }: WholeWorld,
  fault: Pick<Fault, "match" | "kind" | "delayMs">,
  run: () => Promise<Result>,
): Promise<Result> {
  stripe.sandbox.faults.add({ ...fault, times: 100 });
  try {
    return await run();
  } finally {
    stripe.sandbox.faults.clear();
  }
}
