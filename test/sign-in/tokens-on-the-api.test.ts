/** What an end user's token opens at the API, and what it does not. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { databaseOf } from "../world/hear.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { type ApiCall, call, usageOf } from "../world/world.ts";
import { claimsIn, createApp, newPerson, refresh, signIn } from "./sign-in-world.ts";

const world = useWholeWorld();

const as = ({ access_token: token }: { access_token: string }, path: string, request: ApiCall = {}) =>
  call(world, path, { ...request, headers: { Authorization: `Bearer ${token}`, ...request.headers } });

test("a user counts with their own token, and the developer's server sees the same count", async () => {
  const app = await createApp(world);
  const tokens = await signIn(world, app, newPerson(world));
  const { json } = await as(tokens, "/api/data", { body: { amount: 3 } });
  expect(json).toMatchObject({ allowed: true, usage: { plan: "free", count: 3 } });
  expect((await as(tokens, "/api/usage")).json.usage.count).toBe(3);
  expect(await usageOf(world, app, claimsIn(tokens.access_token).sub)).toMatchObject({ count: 3 });
});

test("a token says by itself who it is: headers that say another are refused", async () => {
  const tokens = await signIn(world, await createApp(world), newPerson(world));
  for (const header of ["X-User-Id", "X-User-Plan"]) {
    const answer = await as(tokens, "/api/data", { method: "POST", headers: { [header]: "pro" } });
    expect(answer.json).toMatchObject({ code: "validation_failed", issues: [{ path: `headers.${header}` }] });
  }
  expect((await as(tokens, "/api/usage")).json.usage.count).toBe(0);
});

test("a token opens nothing that takes a secret key", async () => {
  const tokens = await signIn(world, await createApp(world), newPerson(world));
  for (const [path, body] of [
    ["/api/data/batch", { events: [{ userId: "somebody" }] }],
    ["/api/data/release", { idempotencyKey: "a" }],
    ["/api/customers", { id: "somebody" }],
  ] as const) {
    expect((await as(tokens, path, { body })).status).toBe(401);
  }
});

test("an idempotency key of one user is none of another's", async () => {
  const app = await createApp(world);
  const idempotencyKey = randomUUID();
  const count = async () => {
    const tokens = await signIn(world, app, newPerson(world));
    return as(tokens, "/api/data", { method: "POST", idempotencyKey });
  };
  const [first, second] = [await count(), await count()];
  expect([first.json.usage.count, second.json.usage.count]).toEqual([1, 1]);
  expect(second.headers.get("Idempotent-Replayed")).toBeNull();
});

test("a token is over after ten minutes, in an isolate that knows it too", async () => {
  const tokens = await signIn(world, await createApp(world), newPerson(world));
  expect((await as(tokens, "/api/usage")).status).toBe(200);
  const { iat, exp } = claimsIn(tokens.access_token);
  expect(exp - iat).toBe(600);
  await world.stack.setClock({ real: 600_000, business: 0 });
  const answer = await as(tokens, "/api/usage");
  await world.stack.setClock({ real: 0, business: 0 });
  expect([answer.status, answer.json.code]).toEqual([401, "unauthorized"]);
});

test("a token of a deleted project counts no more", async () => {
  const app = await createApp(world);
  const tokens = await signIn(world, app, newPerson(world));
  await as(tokens, "/api/data", { method: "POST" });
  await world.lab.deleteProject(app.tenant);
  const answer = await as(tokens, "/api/data", { method: "POST" });
  expect([answer.status, answer.json.code]).toEqual([401, "unauthorized"]);
});

test("who signed out sees no prices and opens no checkout with the token that is left", async () => {
  const app = await createApp(world);
  const tokens = await signIn(world, app, newPerson(world));
  expect((await as(tokens, "/api/tiers")).json.data).toHaveLength(2);
  const form = new URLSearchParams({ token: tokens.refresh_token, client_id: app.publishableKey });
  await fetch(`${world.urls.endUserAuth}/oauth/revoke`, { method: "POST", body: form });
  expect((await as(tokens, "/api/tiers")).status).toBe(401);
  expect((await as(tokens, "/api/create-checkout", { body: { tier: "pro" } })).status).toBe(401);
});

test("a user's browser sets no trial and comes back to the project's own pages only", async () => {
  const app = await createApp(world);
  const tokens = await signIn(world, app, newPerson(world));
  const checkout = (body: object) => as(tokens, "/api/create-checkout", { body: { tier: "pro", ...body } });
  expect((await checkout({ trialDays: 90 })).json.issues).toEqual([
    { path: "body.trialDays", message: "takes a secret key" },
  ]);
  expect((await checkout({ successUrl: "https://elsewhere.example/" })).json.issues).toEqual([
    { path: "body.successUrl", message: "is not on an allowed origin of the project" },
  ]);
  const portal = await as(tokens, "/api/customer-portal", { body: { returnUrl: "https://elsewhere.example/" } });
  expect(portal.json.issues).toMatchObject([{ path: "body.returnUrl" }]);
});

test("a publishable key beside the token must be of the same project", async () => {
  const [app, other] = [await createApp(world), await createApp(world)];
  const tokens = await signIn(world, app, newPerson(world));
  const answer = (publishableKey: string) => as(tokens, "/api/usage", { publishableKey });
  expect((await answer(app.publishableKey)).status).toBe(200);
  expect((await answer(other.publishableKey)).status).toBe(401);
});

test("the person is a customer that the developer sees, and erasing them ends the sign-in", async () => {
  const app = await createApp(world);
  const person = newPerson(world);
  const tokens = await signIn(world, app, person);
  const { sub } = claimsIn(tokens.access_token);
  const customer = await call(world, `/api/customers/${sub}`, { secretKey: app.secretKey });
  expect(customer.json).toMatchObject({
    id: sub,
    email: person.email,
    name: "Ada Lovelace",
    status: "active",
    plan: "free",
  });
  await call(world, `/api/customers/${sub}`, { method: "DELETE", secretKey: app.secretKey });
  expect((await as(tokens, "/api/data", { method: "POST" })).json.code).toBe("user_erased");
  expect((await refresh(world, app, tokens.refresh_token)).json.error).toBe("invalid_grant");
  const d1 = await databaseOf(world);
  const left = await d1.prepare("SELECT count(*) AS rows FROM sign_in_families WHERE user_id = ?").bind(sub).first();
  expect(left).toEqual({ rows: 0 });
});
