import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type StripeSandbox, startStripeSandbox } from "../../../sandbox/stripe/start-stripe-sandbox.ts";
import { createConnectProvider } from "../src/index.ts";

let running: StripeSandbox | undefined;
beforeAll(async () => {
  running = await startStripeSandbox({ port: 0, isStrict: true });
});
beforeEach(() => sandbox().sandbox.reset());
afterAll(() => running?.stop());

function sandbox(): StripeSandbox {
  if (!running) throw new Error("The sandbox is only there inside tests");
  return running;
}

function sdk(mode: "test" | "live"): Stripe {
  const { port, sandbox: stripe } = sandbox();
  const config = { host: "127.0.0.1", port, protocol: "http", telemetry: false, timeout: 1000 } as const;
  // By fetch, as in the Workers: over Node's own sockets the SDK repeats a call that was cut, whatever it is told.
  const httpClient = Stripe.createFetchHttpClient();
  return new Stripe(stripe.accounts.platform.secretKey[mode], { ...config, httpClient, maxNetworkRetries: 1 });
}

const provider = () =>
  createConnectProvider({
    stripe: { test: sdk("test"), live: sdk("live") },
    clientId: sandbox().sandbox.accounts.platform.clientId,
    authorizeBase: sandbox().url,
  });

async function control(path: string, body: object): Promise<{ id: string; code: string }> {
  const answer = await fetch(`${sandbox().url}/_sandbox${path}`, { method: "POST", body: JSON.stringify(body) });
  return answer.json() as Promise<{ id: string; code: string }>;
}

const newAccount = async () => (await control("/accounts", { name: "Ada's shop" })).id;
const grant = async (account: string, livemode = false) =>
  (await control(`/accounts/${account}/grant`, { livemode })).code;
const fail = (match: string, kind: string, times = 1) => control("/faults", { match, kind, times });
const connected = () => sandbox().sandbox.accounts.connections();

/** Stands on the authorize page and presses a button, as a browser would. @returns where it leads */
async function press(url: string, answer: "allow" | "deny"): Promise<URLSearchParams> {
  expect((await fetch(url)).status).toBe(200);
  const body = new URLSearchParams({ answer, name: "Ada's shop" });
  const response = await fetch(url, { method: "POST", body, redirect: "manual" });
  return new URL(response.headers.get("Location") ?? "").searchParams;
}

describe("the way to Stripe", () => {
  const wish = { state: "s+t&te", redirectUri: "https://oauth.example.com/callback" };

  test("asks for full access in the mode that is wanted, and brings the state back", async () => {
    const back = await press(provider().authorizeUrl({ ...wish, mode: "live" }), "allow");
    expect(Object.fromEntries(back)).toMatchObject({ scope: "read_write", state: wish.state });
    const granted = await provider().exchangeCode("live", back.get("code") ?? "");
    expect(granted).toEqual({ stripeAccountId: expect.stringMatching(/^acct_/), scope: "read_write" });
    expect(connected()).toMatchObject([{ account: granted?.stripeAccountId, livemode: true }]);
  });

  test("leads back with a no when the owner denies", async () => {
    const back = await press(provider().authorizeUrl({ ...wish, mode: "test" }), "deny");
    expect(Object.fromEntries(back)).toMatchObject({ error: "access_denied", state: wish.state });
  });
});

describe("exchanging a code", () => {
  test.each([
    ["that nobody made", async () => "ac_none"],
    ["that is empty", async () => ""],
    ["of the other mode", async () => grant(await newAccount(), true)],
  ])("%s is a definite no", async (_name, makeCode) => {
    expect(await provider().exchangeCode("test", await makeCode())).toBeNull();
  });

  test.each(["rate_limit", "server_error", "reset_before", "reset_after"])(
    "is not repeated after %s: Stripe revokes what a code granted when it comes again",
    async (kind) => {
      const account = await newAccount();
      const code = await grant(account);
      await fail("POST /oauth/token", kind);
      await expect(provider().exchangeCode("test", code)).rejects.toMatchObject({ kind: "unavailable" });
      expect(connected().length).toBe(kind === "reset_after" ? 1 : 0);
    },
  );
});

describe("deauthorizing", () => {
  const connect = async () => {
    const account = await newAccount();
    await provider().exchangeCode("test", await grant(account));
    return account;
  };

  test("ends the grant, and does so again without complaint", async () => {
    const account = await connect();
    await provider().deauthorize("test", account);
    expect(connected()).toEqual([]);
    await provider().deauthorize("test", account);
  });

  test("that was done but not answered is found done", async () => {
    const account = await connect();
    await fail("POST /oauth/deauthorize", "reset_after");
    await provider().deauthorize("test", account);
    expect(connected()).toEqual([]);
  });

  test("with a key that Stripe does not know ends nothing and says so", async () => {
    const account = await connect();
    const config = { host: "127.0.0.1", port: sandbox().port, protocol: "http" } as const;
    const stranger = new Stripe("sk_test_stranger", config);
    const { clientId } = sandbox().sandbox.accounts.platform;
    const ours = createConnectProvider({ stripe: { test: stranger, live: stranger }, clientId, authorizeBase: "x:" });
    await expect(ours.deauthorize("test", account)).rejects.toMatchObject({ kind: "unavailable" });
    expect(connected()).toHaveLength(1);
  });
});

describe("reading accounts", () => {
  test("tells our own from a connected one, and one that is lost from one that is there", async () => {
    const account = await newAccount();
    expect(await provider().readOwnAccountId("test")).toBe(sandbox().sandbox.accounts.platform.account);
    expect(await provider().isOpen("test", account)).toBe(false);
    await provider().exchangeCode("test", await grant(account));
    expect(await provider().isOpen("test", account)).toBe(true);
  });

  test("that Stripe does not answer are not taken for lost", async () => {
    const account = await newAccount();
    await provider().exchangeCode("test", await grant(account));
    await fail("GET /v1/account", "server_error", 2);
    await expect(provider().isOpen("test", account)).rejects.toMatchObject({ kind: "unavailable" });
  });
});
