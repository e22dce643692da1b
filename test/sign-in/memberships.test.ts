/** Coming to a project, being somebody who was invited there, leaving it, and what Clerk tells of a person. */
import { describe, expect, test } from "vitest";
import { databaseOf } from "../world/hear.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { type ApiCall, call, type TestProject } from "../world/world.ts";
import {
  approve,
  askClerkAs,
  authorizeUrl,
  claimsIn,
  createApp,
  newBrowser,
  newPerson,
  newPkce,
  type Person,
  refresh,
  requestOf,
  signIn,
} from "./sign-in-world.ts";

const world = useWholeWorld();

const customersOf = async ({ secretKey }: TestProject) =>
  (await call(world, "/api/customers", { secretKey })).json.data;

const idOf = ({ access_token: token }: { access_token: string }): string => claimsIn(token).sub;

/** The account page, with a session of now. */
function onAccountPage(person: Person, path: string, request: ApiCall = {}) {
  const headers = { Authorization: `Bearer ${person.token}`, ...request.headers };
  return newBrowser(world).ask(`/pages/account/test${path}`, { ...request, headers });
}

describe("coming to a project", () => {
  test("twice is the same customer, without a second question", async () => {
    const app = await createApp(world);
    const person = newPerson(world);
    const first = idOf(await signIn(world, app, person));
    const browser = newBrowser(world);
    const request = requestOf(await browser.open(authorizeUrl(world, app, newPkce())));
    expect((await approve(browser, request, person, false)).json.next).toBe("redirect");
    expect((await customersOf(app)).map(({ id }: { id: string }) => id)).toEqual([first]);
  });

  test("in two browsers at once is one customer", async () => {
    const app = await createApp(world);
    const person = newPerson(world);
    const ids = await Promise.all([1, 2, 3, 4].map(async () => idOf(await signIn(world, app, person))));
    expect(new Set(ids).size).toBe(1);
    expect(await customersOf(app)).toHaveLength(1);
  });

  test("under an address that was invited is being that customer, with its id and its plan", async () => {
    const app = await createApp(world);
    const person = newPerson(world);
    const invitation = { id: "their-own-id", email: person.email.toUpperCase(), plan: "pro", invite: true };
    await call(world, "/api/customers", { secretKey: app.secretKey, body: invitation });
    const tokens = await signIn(world, app, person);
    expect(idOf(tokens)).toBe("their-own-id");
    const headers = { Authorization: `Bearer ${tokens.access_token}` };
    expect((await call(world, "/api/data", { method: "POST", headers })).json.usage.plan).toBe("pro");
    expect(await customersOf(app)).toMatchObject([{ id: "their-own-id", status: "active", email: person.email }]);
  });
});

describe("leaving a project", () => {
  test("ends the sign-in, takes name and address away, and coming back is being somebody new", async () => {
    const app = await createApp(world);
    const person = newPerson(world);
    const tokens = await signIn(world, app, person);
    const listed = await onAccountPage(person, "/memberships");
    expect(listed.json.data).toEqual([
      {
        projectId: app.projectId,
        project: { name: "A project", colour: null, logoUrl: null },
        since: expect.any(String),
        hasSubscription: false,
      },
    ]);
    const left = await onAccountPage(person, `/memberships/${app.projectId}/leave`, { body: {} });
    expect(left.json).toEqual({ left: true });
    expect((await refresh(world, app, tokens.refresh_token)).json.error).toBe("invalid_grant");
    expect(await customersOf(app)).toMatchObject([{ id: idOf(tokens), email: null, name: null }]);
    expect((await onAccountPage(person, "/memberships")).json.data).toEqual([]);
    const browser = newBrowser(world);
    const request = requestOf(await browser.open(authorizeUrl(world, app, newPkce())));
    expect((await approve(browser, request, person, false)).json.next).toBe("consent");
    expect(idOf(await signIn(world, app, person))).not.toBe(idOf(tokens));
  });

  test("waits for a subscription to end", async () => {
    const app = await createApp(world);
    const person = newPerson(world);
    const tokens = await signIn(world, app, person);
    const hour = 3_600_000;
    await world.lab.putSubscription(app.tenant, {
      userId: idOf(tokens),
      tier: "pro",
      status: "active",
      usageAnchor: Date.now(),
      currentPeriodStart: Date.now(),
      currentPeriodEnd: Date.now() + hour,
    });
    expect((await onAccountPage(person, "/memberships")).json.data).toMatchObject([{ hasSubscription: true }]);
    const answer = await onAccountPage(person, `/memberships/${app.projectId}/leave`, { body: {} });
    expect([answer.status, answer.json.code]).toEqual([409, "live_subscription_exists"]);
    expect((await refresh(world, app, tokens.refresh_token)).status).toBe(200);
  });

  test("is for oneself, from our own page, of a project where one is", async () => {
    const app = await createApp(world);
    const person = newPerson(world);
    await signIn(world, app, person);
    const path = `/memberships/${app.projectId}/leave`;
    expect((await onAccountPage(newPerson(world), path, { body: {} })).status).toBe(404);
    const foreign = { body: {}, headers: { Origin: "https://evil.example" } };
    expect((await onAccountPage(person, path, foreign)).json.code).toBe("foreign_page");
    expect((await onAccountPage(person, path, { body: {}, headers: { Authorization: "" } })).status).toBe(401);
    expect((await onAccountPage(person, "/memberships/prj_none/leave", { body: {} })).status).toBe(404);
    expect((await onAccountPage(person, "/memberships")).json.data).toHaveLength(1);
  });
});

test("signing out everywhere ends every sign-in of the person and their sessions at Clerk, and nobody else's", async () => {
  const [app, other] = [await createApp(world), await createApp(world)];
  const [person, neighbour] = [newPerson(world), newPerson(world)];
  const [here, there] = [await signIn(world, app, person), await signIn(world, other, person)];
  const theirs = await signIn(world, app, neighbour);
  expect((await onAccountPage(person, "/sign-out-everywhere", { body: {} })).json).toEqual({ signedOut: true });
  expect((await refresh(world, app, here.refresh_token)).status).toBe(400);
  expect((await refresh(world, other, there.refresh_token)).status).toBe(400);
  expect((await refresh(world, app, theirs.refresh_token)).status).toBe(200);
  expect((await onAccountPage(person, "/memberships")).status).toBe(401);
});

describe("what Clerk tells of a person", () => {
  test("a deleted account ends every membership with its sign-ins", async () => {
    const [app, other] = [await createApp(world), await createApp(world)];
    const person = newPerson(world);
    await signIn(world, app, person);
    await signIn(world, other, person);
    await askClerkAs(world, "test", `/v1/users/${person.clerkUserId}`, "DELETE");
    await world.providers.clerk.webhooksSettled();
    const d1 = await databaseOf(world);
    for (const table of ["end_users", "sign_in_families"]) {
      const query = d1.prepare(`SELECT count(*) AS n FROM ${table} WHERE clerk_user_id = ?`).bind(person.clerkUserId);
      expect([table, await query.first()]).toEqual([table, { n: 0 }]);
    }
    expect([await customersOf(app), await customersOf(other)]).toEqual([[], []]);
  });

  test("a changed profile is in the next ID token", async () => {
    const app = await createApp(world);
    const person = newPerson(world);
    const tokens = await signIn(world, app, person);
    const { clerk } = world.providers;
    await fetch(`${clerk.url}/v1/users/${person.clerkUserId}`, {
      method: "PATCH",
      headers: {
        Authorization: `Bearer ${clerk.instance("end-user-api-test").secretKey}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ first_name: "Augusta" }),
    });
    await clerk.webhooksSettled();
    const { json } = await refresh(world, app, tokens.refresh_token);
    expect(claimsIn(json.id_token)).toMatchObject({ name: "Augusta Lovelace", email: person.email });
  });
});
