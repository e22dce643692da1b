/** Signing up without a browser: keys at once, a mail, and the person who follows it. */
import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { callAs, frontendUrl, signUpDeveloper, useWholeWorld } from "../world/whole-world.ts";
import { callUrl, track } from "../world/world.ts";
import { callFresh, newDeveloper } from "./developer.ts";

const world = useWholeWorld();
const dayMs = 24 * 60 * 60_000;

const newAddress = () => `agent-${randomBytes(6).toString("hex")}@example.com`;

/** From an address of its own unless said, so that tests don't use up each other's attempts. */
function register(body: object, from = randomBytes(4).join(".")) {
  const headers = { "CF-Connecting-IP": from };
  return callUrl(`${world.urls.frontAuth}/api/developer/register`, { method: "POST", body, headers });
}

const mailsTo = (email: string) => world.providers.clerk.emails("dream-api").filter(({ to }) => to === email);

/** The mail goes out behind the answer. */
const mailed = (email: string) => expect.poll(() => mailsTo(email)).toHaveLength(1);

/** Where the link of the newest mail leads: a page of the dashboard. */
async function followMail(email: string): Promise<URL> {
  await mailed(email);
  const answer = await fetch(mailsTo(email)[0]?.link ?? "", { redirect: "manual" });
  return new URL(answer.headers.get("Location") ?? "");
}

async function signUpThrough(email: string) {
  const ticket = (await followMail(email)).searchParams.get("__clerk_ticket") ?? "";
  const { frontendApiUrl } = world.providers.clerk.instance("dream-api");
  const browser = await (await fetch(`${frontendApiUrl}/v1/dev_browser`, { method: "POST" })).json();
  await fetch(`${frontendApiUrl}/v1/client/sign_ups?__clerk_db_jwt=${browser.id}`, {
    method: "POST",
    body: new URLSearchParams({ strategy: "ticket", ticket, password: "correct horse battery staple" }),
  });
  const { token } = world.providers.clerk.signIn("dream-api", email, frontendUrl);
  return { token };
}

const generate = (developer: { token: string }, body: object = {}) =>
  callAs(world, developer, "frontAuth", "/generate-platform-id", { method: "POST", body });

async function ownerOf(projectId: string) {
  const database = await world.stack.miniflare.getD1Database("DB", "dream-api-multi");
  return database.prepare("SELECT platform_id FROM projects WHERE project_id = ?").bind(projectId).first("platform_id");
}

describe("a registration", () => {
  test("gives keys that count at once, up to the free tier's 100", async () => {
    const { status, json } = await register({ email: newAddress(), name: "Robot" });
    expect([status, json.project.name, json.project.type]).toEqual([201, "Robot", "saas"]);
    expect(json.platformId).toMatch(/^plt_/);
    expect(json.keys.secretKey).toMatch(/^sk_test_/);
    const { json: counted } = await track(world, json.keys, "ada", { amount: 100 });
    expect(counted.usage).toMatchObject({ plan: "free", limit: 100, remaining: 0 });
    expect((await track(world, json.keys, "ada")).json.code).toBe("tier_limit_reached");
  });

  test("answers the same whether the address is known or not, and mails to both", async () => {
    const known = signUpDeveloper(world).email;
    const [first, second] = [await register({ email: known }), await register({ email: newAddress() })];
    const shapeOf = (json: object) => JSON.stringify(json, (_key, value) => (typeof value === "string" ? "…" : value));
    expect([second.status, shapeOf(second.json)]).toEqual([first.status, shapeOf(first.json)]);
    expect(second.json.message).toBe(first.json.message);
    await mailed(known);
  });

  test("is made once for an Idempotency-Key, and the secret is not told again", async () => {
    const body = { email: newAddress() };
    const [own, other] = [randomBytes(4).join("."), randomBytes(4).join(".")];
    const keyed = (from: string, sent = body) =>
      callUrl(`${world.urls.frontAuth}/api/developer/register`, {
        method: "POST",
        body: sent,
        headers: { "CF-Connecting-IP": from, "Idempotency-Key": "once" },
      });
    const [first, again, stranger] = [await keyed(own), await keyed(own), await keyed(other)];
    expect(first.json.keys.secretKey).toMatch(/^sk_test_/);
    expect(again.json).toEqual({ ...first.json, keys: { ...first.json.keys, secretKey: null } });
    expect(stranger.json.platformId).not.toBe(first.json.platformId);
    expect((await keyed(own, { email: newAddress() })).json.code).toBe("idempotency_key_reused");
  });

  test("goes to whoever signs up through the mail, and the keys end", async () => {
    const email = newAddress();
    const { json } = await register({ email });
    const { json: owner } = await generate(await signUpThrough(email));
    expect(owner.platformId).toBe(json.platformId);
    expect((await track(world, json.keys, "ada")).status).toBe(401);
  });

  test("goes into the account that its owner has already, by the link", async () => {
    const ada = await newDeveloper(world);
    const { json } = await register({ email: ada.email });
    expect((await generate(ada)).json.platformId).toBe(ada.platformId);
    expect(await ownerOf(json.project.id)).toBe(json.platformId);

    const claim = (await followMail(ada.email)).searchParams.get("claim");
    expect((await generate(ada, { claim })).json.platformId).toBe(ada.platformId);
    expect(await ownerOf(json.project.id)).toBe(ada.platformId);
    expect((await track(world, json.keys, "ada")).status).toBe(401);
  });

  test("is not given to somebody else who got hold of the link", async () => {
    const email = newAddress();
    const { json } = await register({ email });
    const claim = (await followMail(email)).searchParams.get("claim");
    await generate(await newDeveloper(world), { claim });
    expect(await ownerOf(json.project.id)).toBe(json.platformId);
    expect((await track(world, json.keys, "ada")).status).toBe(200);
  });

  test("is limited to five an hour from one address, and one mail a day to another", async () => {
    const [email, from] = [newAddress(), "203.0.113.7"];
    for (let attempt = 0; attempt < 5; attempt++) expect((await register({ email }, from)).status).toBe(201);
    const refused = await register({ email }, from);
    expect([refused.status, refused.json.code]).toEqual([429, "too_many_requests"]);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    await mailed(email);
    expect((await register({ email: newAddress() }, "203.0.113.8")).status).toBe(201);
  });

  test.each([
    [{ email: "not an address" }, "body.email"],
    [{ email: "a@example.com", price: 3 }, "body.price"],
    [{}, "body.email"],
  ])("is refused for %j", async (body, path) => {
    const { status, json } = await register(body);
    expect([status, json.issues[0].path]).toEqual([422, path]);
  });

  test("counts all addresses of an IPv6 network as one", async () => {
    const network = `2001:db8:${randomBytes(2).toString("hex")}`;
    const inNetwork = [
      `${network}::1`,
      `${network}:0:1:2:3:4`,
      `${network}::9`,
      `${network}:0000::a`,
      `${network}:0::b`,
    ];
    for (const address of inNetwork) expect((await register({ email: newAddress() }, address)).status).toBe(201);
    expect((await register({ email: newAddress() }, `${network}::c`)).json.code).toBe("too_many_requests");
    expect((await register({ email: newAddress() }, `${network}:1::c`)).status).toBe(201);
  });

  test("waits for a mail of its own when today's was followed already", async () => {
    const email = newAddress();
    await register({ email });
    await generate(await signUpThrough(email));
    const { json } = await register({ email });
    const database = await world.stack.miniflare.getD1Database("DB", "dream-api-multi");
    const mailed = "SELECT invitation_id FROM registrations WHERE platform_id = ?";
    expect(await database.prepare(mailed).bind(json.platformId).first("invitation_id")).toBeNull();
    expect(mailsTo(email)).toHaveLength(1);
  });

  test("that nobody claimed in seven days is gone, and its keys with it", async () => {
    const { json } = await register({ email: newAddress() });
    const claimed = newAddress();
    const { json: kept } = await register({ email: claimed });
    const owner = await signUpThrough(claimed);
    await generate(owner);
    await world.clock.advanceTo(world.clock.now() + 7 * dayMs - 60_000);
    expect((await track(world, json.keys, "ada")).status).toBe(200);
    await world.clock.advanceTo(world.clock.now() + 2 * 60_000);
    expect((await track(world, json.keys, "ada")).status).toBe(401);
    expect((await callFresh(world, { email: claimed }, "/subscription")).status).toBe(200);
    expect(await ownerOf(kept.project.id)).toBe(kept.platformId);
  });
});
