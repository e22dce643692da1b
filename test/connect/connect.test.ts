import { describe, expect, test } from "vitest";
import { newProject, pricesOn, saas } from "../catalogue/catalogue-world.ts";
import { callAs, frontendUrl, signUpDeveloper, useWholeWorld } from "../world/whole-world.ts";
import { grantsOf, newConnector } from "./connect-world.ts";

const world = useWholeWorld();
const codeOf = ({ status, json }: { status: number; json: { code: string } }) => [status, json.code];
const newAccount = () => {
  const { accounts, archive, clock } = world.providers.stripe.sandbox;
  return accounts.create(archive.newId, clock.now()).id;
};

describe("connecting", () => {
  test("goes to Stripe and back through the dashboard, for each mode apart", async () => {
    const ada = await newConnector(world);
    expect((await ada.call("/connection")).json).toEqual({
      test: { mode: "test", status: "not_connected", accountId: null, connectedAt: null },
      live: { mode: "live", status: "not_connected", accountId: null, connectedAt: null },
    });
    const account = await ada.connect("test");
    expect(await ada.readConnection("test")).toMatchObject({ status: "connected", accountId: account });
    expect(await ada.readConnection("live")).toMatchObject({ status: "not_connected" });
    expect(await ada.connect("live", account)).toBe(account);
    expect(grantsOf(world, account)).toEqual(["test", "live"]);
  });

  test("doubled, one after the other and at once, makes one exchange and answers the same", async () => {
    const ada = await newConnector(world);
    const returned = await ada.goToStripe("test");
    const answers = await Promise.all([ada.finish(returned), ada.finish(returned), ada.finish(returned)]);
    answers.push(await ada.finish(returned));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    // Had the code been sent twice, Stripe would have revoked what it granted.
    expect(grantsOf(world, answers[0]?.json.accountId)).toEqual(["test"]);
  });

  test("denied at Stripe says so kindly, changes nothing, and can be begun again", async () => {
    const ada = await newConnector(world);
    const denied = await ada.finish(await ada.goToStripe("test", "deny"));
    expect(codeOf(denied)).toEqual([403, "authorization_denied"]);
    expect(await ada.readConnection("test")).toMatchObject({ status: "not_connected" });
    await ada.connect("test");
  });

  test("by a way that another developer began, or nobody, is refused; its own goes on", async () => {
    const [ada, eve] = [await newConnector(world), await newConnector(world)];
    const returned = await ada.goToStripe("test");
    expect(codeOf(await eve.finish(returned))).toEqual([409, "authorization_expired"]);
    expect(codeOf(await eve.finish({ ...returned, state: "made-up" }))).toEqual([409, "authorization_expired"]);
    expect(await eve.readConnection("test")).toMatchObject({ status: "not_connected" });
    expect((await ada.finish(returned)).status).toBe(200);
  });

  test("with a code that Stripe does not take is refused, and that way is over", async () => {
    const ada = await newConnector(world);
    const returned = await ada.goToStripe("test");
    expect(codeOf(await ada.finish({ ...returned, code: "ac_none" }))).toEqual([409, "authorization_expired"]);
    expect(codeOf(await ada.finish(returned))).toEqual([409, "authorization_expired"]);
    await ada.connect("test");
  });

  test("an account that sells for somebody else is refused, in every mode, and stays theirs", async () => {
    const [ada, eve] = [await newConnector(world), await newConnector(world)];
    const account = await ada.connect("test");
    for (const mode of ["test", "live"] as const) {
      const refused = await eve.finish(await eve.goToStripe(mode, "allow", account));
      expect(codeOf(refused)).toEqual([409, "stripe_account_in_use"]);
    }
    expect(grantsOf(world, account)).toContain("test");
    expect(await ada.readConnection("test")).toMatchObject({ status: "connected", accountId: account });
  });

  test("our own account is refused, and the grant given back", async () => {
    const ada = await newConnector(world);
    const own = world.providers.stripe.sandbox.accounts.platform.account;
    const refused = await ada.finish(await ada.goToStripe("test", "allow", own));
    expect(codeOf(refused)).toEqual([409, "stripe_account_in_use"]);
    expect(grantsOf(world, own)).toEqual([]);
  });

  test("another account while subscriptions run on the one before is refused with that reason", async () => {
    const ada = await newConnector(world);
    const { projectId } = await newProject(world, ada.developer, saas);
    const now = Date.now();
    const period = { usageAnchor: now, currentPeriodStart: now, currentPeriodEnd: now + 1000 };
    await world.lab.putSubscription(
      { projectId, mode: "test" },
      { userId: "u", tier: "pro", status: "active", ...period },
    );
    const account = newAccount();
    const refused = await ada.finish(await ada.goToStripe("test", "allow", account));
    expect(codeOf(refused)).toEqual([409, "live_subscribers_exist"]);
    expect(grantsOf(world, account)).toEqual([]);
    expect(await ada.readConnection("test")).toMatchObject({ status: "not_connected" });
  });

  test("takes a session, and an account with us", async () => {
    const stranger = signUpDeveloper(world);
    const body = { mode: "test" };
    expect(codeOf(await callAs(world, { token: "" }, "oauth", "/authorize", { body }))).toEqual([401, "unauthorized"]);
    expect(codeOf(await callAs(world, stranger, "oauth", "/authorize", { body }))).toEqual([403, "no_platform"]);
  });
});

describe("GET /callback", () => {
  test.each(["?code=ac_1&state=s%26t", "", "?next=https://evil.example", "?//evil.example/"])(
    "%s leads to the dashboard with the query as it came, and nowhere else",
    async (query) => {
      const response = await fetch(`${world.urls.oauth}/callback${query}`, { redirect: "manual" });
      expect(response.status).toBe(302);
      expect(response.headers.get("Location")).toBe(`${frontendUrl}/connect/callback${query}`);
      expect(response.headers.get("Referrer-Policy")).toBe("no-referrer");
    },
  );
});

describe("reconnecting", () => {
  test("the same account keeps every price", async () => {
    const ada = await newConnector(world);
    const account = await ada.connect("test");
    const project = await newProject(world, ada.developer, saas);
    const before = await pricesOn(world, account);
    expect(before).toHaveLength(1);
    await ada.call("/connection?mode=test", { method: "DELETE" });
    await ada.connect("test", account);
    const at = `?projectId=${project.projectId}&mode=test`;
    const synced = await ada.call(`/sync${at}`, { body: {} });
    expect(synced.json.status).toBe("synced");
    expect(await pricesOn(world, account)).toEqual(before);
  });

  test("another account gets the catalogue anew from the cron, and sells from then on", async () => {
    const ada = await newConnector(world);
    await ada.connect("test");
    const project = await newProject(world, ada.developer, saas);
    const other = await ada.connect("test");
    await world.lab.runCrons();
    const [price] = await pricesOn(world, other);
    expect(price).toMatchObject({ item: "test_tier_pro" });
    const { json } = await ada.call(`/tiers?projectId=${project.projectId}&mode=test`);
    expect(json.data.find(({ name }: { name: string }) => name === "pro").priceId).toBe(price?.id);
  });
});

describe("disconnecting", () => {
  const disconnect = (ada: Awaited<ReturnType<typeof newConnector>>) =>
    ada.call("/connection?mode=test", { method: "DELETE" });

  test("ends the grant at Stripe and is the same a second time, and before any connection", async () => {
    const ada = await newConnector(world);
    expect((await disconnect(ada)).json).toMatchObject({ mode: "test", status: "not_connected" });
    const account = await ada.connect("test");
    await ada.connect("live", account);
    for (let time = 0; time < 2; time += 1) {
      const answer = await disconnect(ada);
      expect([answer.status, answer.json.status]).toEqual([200, "disconnected"]);
    }
    expect(grantsOf(world, account)).toEqual(["live"]);
    expect(await ada.readConnection("live")).toMatchObject({ status: "connected" });
  });

  test("works when Stripe says that it is over already", async () => {
    const ada = await newConnector(world);
    const account = await ada.connect("test");
    world.providers.stripe.sandbox.accounts.disconnect(account, false);
    const answer = await disconnect(ada);
    expect([answer.status, answer.json.status]).toEqual([200, "disconnected"]);
  });

  test("frees the account for another developer", async () => {
    const [ada, eve] = [await newConnector(world), await newConnector(world)];
    const account = await ada.connect("test");
    await disconnect(ada);
    expect(await eve.connect("test", account)).toBe(account);
  });
});

test("an account whose owner ends it at Stripe is revoked here, and can be connected again", async () => {
  const ada = await newConnector(world);
  const account = await ada.connect("test");
  const { stripe } = world.providers;
  const body = JSON.stringify({ livemode: false });
  await fetch(`${stripe.url}/_sandbox/accounts/${account}/disconnect`, { method: "POST", body });
  await stripe.sandbox.postOffice.drain();
  await world.lab.runCrons();
  expect(await ada.readConnection("test")).toMatchObject({ status: "revoked", accountId: account });
  await ada.connect("test", account);
  expect(await ada.readConnection("test")).toMatchObject({ status: "connected" });
});
