/** What Stripe and Clerk tell the Workers, signed and not, and what becomes of it. */
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { callAs, useWholeWorld } from "../world/whole-world.ts";
import { callUrl, createProject, track } from "../world/world.ts";
import { claimsOf, newDeveloper, planOf, subscribe } from "./developer.ts";
import { ownStripe } from "./own-stripe.ts";

const world = useWholeWorld();

const database = () => world.stack.miniflare.getD1Database("DB", "dream-api-multi");
const count = async (query: string, ...values: unknown[]) =>
  (await database())
    .prepare(`SELECT count(*) AS n FROM ${query}`)
    .bind(...values)
    .first<number>("n");

function signed(body: string, secret: string, at = Math.floor(Date.now() / 1000)): string {
  return `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;
}

let events = 0;
function anEvent(more: object = {}): { id: string; body: string } {
  events += 1;
  const id = `evt_made_up_${events}`;
  const object = { id: "sub_made_up", object: "subscription", customer: "cus_made_up" };
  const event = { id, object: "event", type: "customer.subscription.updated", livemode: false, data: { object } };
  return { id, body: JSON.stringify({ ...event, ...more }) };
}

const platformSecret = () => world.providers.webhookSecrets.platform;
const deliver = (body: string, signature: string, url = `${world.urls.frontAuth}/webhook/stripe`) =>
  callUrl(url, { method: "POST", body, headers: { "Stripe-Signature": signature } });

describe("a webhook of our own Stripe account", () => {
  test("is recorded once, however often it comes", async () => {
    const { id, body } = anEvent();
    for (const signature of [1, 2, 3].map(() => signed(body, platformSecret()))) {
      expect(await deliver(body, signature)).toMatchObject({ status: 200, json: { received: true } });
    }
    expect(await count("inbox_events WHERE event_id = ?", id)).toBe(1);
    expect(await count("dirty_objects WHERE object_id = 'cus_made_up'")).toBe(0);
  });

  test.each<[string, (body: string) => string]>([
    ["with another secret", (body) => signed(body, "whsec_other")],
    ["too long ago", (body) => signed(body, platformSecret(), Math.floor(Date.now() / 1000) - 400)],
    ["over another body", (body) => signed(`${body} `, platformSecret())],
    ["not at all", () => ""],
  ])("that was signed %s is refused and leaves nothing", async (_case, sign) => {
    const { id, body } = anEvent();
    expect(await deliver(body, sign(body))).toMatchObject({ status: 400, json: { code: "invalid_signature" } });
    expect(await count("inbox_events WHERE event_id = ?", id)).toBe(0);
  });

  test("names no tenant by its metadata", async () => {
    const ada = await newDeveloper(world);
    const object = {
      id: "sub_x",
      object: "subscription",
      customer: "cus_x",
      metadata: { platform_id: ada.platformId },
    };
    const { body } = anEvent({ data: { object } });
    await deliver(body, signed(body, platformSecret()));
    expect(await planOf(world, ada)).toMatchObject({ status: "none" });
  });

  test("that is lost is made up for within the hour", async () => {
    const ada = await newDeveloper(world);
    const { sandbox } = world.providers.stripe;
    const rules = sandbox.postOffice.rules;
    sandbox.postOffice.rules = { ...rules, isHeld: true };
    await subscribe(world, ada);
    expect(await planOf(world, ada)).toMatchObject({ status: "none" });
    await world.stack.runCrons();
    expect(await planOf(world, ada)).toMatchObject({ status: "trialing" });
    sandbox.postOffice.rules = rules;
    await sandbox.postOffice.drain();
    expect(await planOf(world, ada)).toMatchObject({ status: "trialing" });
  });

  test("is looked at later when Stripe does not answer, and nothing is lost", async () => {
    const ada = await newDeveloper(world);
    world.providers.stripe.sandbox.faults.add({ match: "GET /v1/subscriptions", kind: "server_error", times: 20 });
    const page = await callAs(world, ada, "frontAuth", "/create-checkout", { method: "POST" });
    expect(page).toMatchObject({ status: 503, json: { code: "provider_unavailable" } });
    world.providers.stripe.sandbox.faults.clear();
    const { json } = await callAs(world, ada, "frontAuth", "/create-checkout", { method: "POST" });
    world.providers.stripe.sandbox.faults.add({ match: "GET /v1/subscriptions", kind: "server_error", times: 1000 });
    await ownStripe(world).pay(json.url);
    world.providers.stripe.sandbox.faults.clear();
    const [customer] = await ownStripe(world).customersOf(ada.platformId);
    expect(await planOf(world, ada)).toMatchObject({ status: "none" });
    expect(await count("dirty_objects WHERE object_id = ?", customer.id)).toBe(1);
    await world.stack.setClock({ real: 3_600_000, business: 0 });
    await world.stack.runCrons();
    await world.stack.setClock({ real: 0, business: 0 });
    expect(await planOf(world, ada)).toMatchObject({ status: "trialing" });
    expect(await count("dirty_objects WHERE object_id = ?", customer.id)).toBe(0);
  });
});

describe("a webhook of a connected account", () => {
  async function connected(mode: "test" | "live" = "test") {
    const ada = await newDeveloper(world);
    const { sandbox, url } = world.providers.stripe;
    const account = await (
      await fetch(`${url}/_sandbox/accounts`, { method: "POST", body: JSON.stringify({ connect: [mode] }) })
    ).json();
    await (await database())
      .prepare(
        `INSERT INTO stripe_connections (platform_id, mode, stripe_account_id, scope, status, connected_at)
         VALUES (?, ?, ?, 'read_write', 'connected', 0)`,
      )
      .bind(ada.platformId, mode, account.id)
      .run();
    const disconnect = async () => {
      await fetch(`${url}/_sandbox/accounts/${account.id}/disconnect`, {
        method: "POST",
        body: JSON.stringify({ livemode: mode === "live" }),
      });
      await sandbox.postOffice.drain();
    };
    const state = async () =>
      (await database())
        .prepare("SELECT status FROM stripe_connections WHERE stripe_account_id = ?")
        .bind(account.id)
        .first<string>("status");
    return { ada, account: account.id as string, disconnect, state };
  }

  test.each(["test", "live"] as const)("that ends our access in %s marks the connection and tells", async (mode) => {
    const { ada, disconnect, state } = await connected(mode);
    await disconnect();
    expect(await state()).toBe("revoked");
    const standing = "notices WHERE platform_id = ? AND kind = 'stripe_connection_lost' AND dismissed_at IS NULL";
    expect(await count(standing, ada.platformId)).toBe(1);
  });

  test("that only says so changes nothing while the account lets us in", async () => {
    const { account, state } = await connected();
    const object = { id: "ca_x", object: "application" };
    const { body } = anEvent({ type: "account.application.deauthorized", account, data: { object } });
    const url = `${world.apiUrl}/webhook/stripe/test`;
    expect((await deliver(body, signed(body, world.providers.webhookSecrets.connect_test), url)).status).toBe(200);
    expect(await state()).toBe("connected");
  });

  test("about its objects is recorded and looked at", async () => {
    const { account } = await connected();
    const object = { id: "sub_of_theirs", object: "subscription", customer: "cus_of_theirs" };
    const { body } = anEvent({ account, data: { object } });
    const url = `${world.apiUrl}/webhook/stripe/test`;
    await deliver(body, signed(body, world.providers.webhookSecrets.connect_test), url);
    expect(await count("inbox_events WHERE stripe_account_id = ? AND object_id = 'sub_of_theirs'", account)).toBe(1);
    // Stripe knows no such subscription, and that is final.
    expect(await count("dirty_objects WHERE stripe_account_id = ? AND type = 'subscription'", account)).toBe(0);
  });

  test("is refused at the endpoint of the other mode, and of no mode", async () => {
    const { body } = anEvent({ account: "acct_x" });
    const signature = signed(body, world.providers.webhookSecrets.connect_test);
    expect((await deliver(body, signature, `${world.apiUrl}/webhook/stripe/live`)).status).toBe(400);
    expect((await deliver(body, signature, `${world.apiUrl}/webhook/stripe/elsewhere`)).status).toBe(404);
  });
});

describe("a webhook of the developers' Clerk", () => {
  const settled = () => world.providers.clerk.webhooksSettled();
  const accountOf = async (platformId: string) =>
    (await database()).prepare("SELECT * FROM platforms WHERE platform_id = ?").bind(platformId).first();

  const clerk = (path: string, method: string, body?: object) =>
    fetch(`${world.providers.clerk.url}/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${world.providers.clerk.instance("dream-api").secretKey}`,
        "Content-Type": "application/json",
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  test("brings another name", async () => {
    const ada = await newDeveloper(world);
    await clerk(`/users/${ada.clerkUserId}`, "PATCH", { first_name: "Grace" });
    await settled();
    expect(await accountOf(ada.platformId)).toMatchObject({ name: "Grace Eloper", email: ada.email });
  });

  test("of a developer who is gone ends the plan at once and forgets them", async () => {
    const ada = await newDeveloper(world);
    const project = await createProject(world, { mode: "live", platformId: ada.platformId });
    await subscribe(world, ada);
    expect(claimsOf(world, ada)).toMatchObject({ plan: "paid" });
    expect((await track(world, project, "eve")).status).toBe(200);
    await clerk(`/users/${ada.clerkUserId}`, "DELETE");
    await settled();
    await world.providers.stripe.sandbox.postOffice.drain();
    expect(await accountOf(ada.platformId)).toMatchObject({ email: null, name: null, covered_until: null });
    expect(await ownStripe(world).subscriptionOf(ada.platformId)).toMatchObject({ status: "canceled" });
    expect((await track(world, project, "eve")).status).toBe(401);
    expect((await callAs(world, ada, "frontAuth", "/subscription")).json.code).toBe("no_platform");
  });

  test("that is not signed is refused", async () => {
    const url = `${world.urls.frontAuth}/webhook/clerk`;
    const body = { type: "user.deleted", data: { id: "user_x" } };
    expect(await callUrl(url, { method: "POST", body })).toMatchObject({
      status: 400,
      json: { code: "invalid_signature" },
    });
  });
});
