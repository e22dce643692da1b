/** What the shared sign-in tells of people: their profile follows, and their memberships end with their account. */
import { randomBytes } from "node:crypto";
import { createClerkBackend } from "@dream-api/clerk";
import { hourMs, invitationsPerHour } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { signedByClerk } from "../guarantees/stage.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { call, createProject, type TestProject, track } from "../world/world.ts";
import { createCustomer, listCustomers, ofCustomer, rowsOf } from "./customer-calls.ts";

const world = useWholeWorld();
const slug = { test: "end-user-api-test", live: "end-user-api-live" } as const;

/** Somebody with an account at the shared sign-in. */
function signUp(mode: "test" | "live" = "test") {
  const emailAddress = `person-${randomBytes(6).toString("hex")}@example.com`;
  const [user] = world.providers.clerk.seed(slug[mode], [
    { emailAddress, password: "correct horse battery staple", firstName: "Ada", lastName: "Byron" },
  ]);
  if (!user) throw new Error("The sandbox Clerk made no user");
  return { clerkUserId: user.id, email: emailAddress };
}

/** Makes a customer and puts the person behind it, as their first sign-in to the project will. */
async function join(project: TestProject, id: string, clerkUserId: string): Promise<void> {
  await createCustomer(world, project, { id, email: "old@example.com", name: "Old Name" });
  await rowsOf(
    world,
    "UPDATE end_users SET clerk_user_id = ?3 WHERE project_id = ?1 AND user_id = ?2",
    project.projectId,
    id,
    clerkUserId,
  );
}

const clerkOf = (mode: "test" | "live") => {
  const { clerk } = world.providers;
  return createClerkBackend({ secretKey: clerk.instance(slug[mode]).secretKey, apiUrl: clerk.url });
};

async function rename(clerkUserId: string, firstName: string): Promise<void> {
  const { clerk } = world.providers;
  const response = await fetch(`${clerk.url}/v1/users/${clerkUserId}`, {
    method: "PATCH",
    headers: { Authorization: `Bearer ${clerk.instance(slug.test).secretKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ first_name: firstName }),
  });
  expect(response.status).toBe(200);
  await clerk.webhooksSettled();
}

/** The shortest news that there is of a person: what it says of them is not believed. */
function tell(mode: "test" | "live", clerkUserId: string, id?: string) {
  const name = mode === "test" ? "CLERK_END_USERS_WEBHOOK_SECRET_TEST" : "CLERK_END_USERS_WEBHOOK_SECRET_LIVE";
  const secret = world.providers.settingsOf("api-multi")[name] ?? "";
  const data = { id: clerkUserId, object: "user", deleted: true };
  return call(
    world,
    `/webhook/clerk/${mode}`,
    signedByClerk(secret, { object: "event", type: "user.deleted", data }, id),
  );
}

describe("a person", () => {
  test("who signs up is noted and shows nowhere", async () => {
    const project = await createProject(world);
    const { clerkUserId } = signUp();
    await rename(clerkUserId, "Seen");
    const heard = await rowsOf(world, "SELECT * FROM inbox_events WHERE object_id = ?1", clerkUserId);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.every(({ payload, source }) => payload === null && source === "clerk_end_users_test")).toBe(true);
    expect(await listCustomers(world, project)).toEqual([]);
  });

  test("who changes name or address is found under the new one in every project", async () => {
    const { clerkUserId, email } = signUp();
    const projects = [await createProject(world), await createProject(world)];
    for (const project of projects) await join(project, "ada", clerkUserId);
    await rename(clerkUserId, "Augusta");
    for (const project of projects) {
      const [found] = await listCustomers(world, project, "&search=augusta");
      expect(found).toMatchObject({ id: "ada", email, name: "Augusta Byron" });
      expect(await listCustomers(world, project, "&search=old")).toEqual([]);
    }
  });

  test("who deletes the account is erased from every project of that mode, and nobody else is", async () => {
    const { clerkUserId } = signUp();
    const projects = await Promise.all(Array.from({ length: 3 }, () => createProject(world)));
    for (const project of projects) {
      await join(project, "ada", clerkUserId);
      await createCustomer(world, project, { id: "bob" });
      await track(world, project, "ada");
    }
    await clerkOf("test").deleteUser(clerkUserId);
    await world.providers.clerk.webhooksSettled();
    for (const project of projects) {
      expect((await listCustomers(world, project)).map(({ id }) => id)).toEqual(["bob"]);
      expect((await track(world, project, "ada")).json.code).toBe("user_erased");
    }
    expect(await rowsOf(world, "SELECT 1 FROM end_users WHERE clerk_user_id = ?1", clerkUserId)).toEqual([]);
  });

  test("of the other mode is another person", async () => {
    const { clerkUserId } = signUp("live");
    const project = await createProject(world);
    await join(project, "ada", clerkUserId);
    expect((await tell("live", clerkUserId)).status).toBe(200);
    expect((await ofCustomer(world, project, "ada")).json).toMatchObject({ name: "Old Name" });
  });

  test("whose subscription can't be ended stays until it can, and the other projects are left at once", async () => {
    const { clerkUserId } = signUp();
    const [paying, free] = [await createProject(world), await createProject(world)];
    for (const project of [paying, free]) await join(project, "ada", clerkUserId);
    const at = Date.now();
    const subscription = {
      userId: "ada",
      tier: "pro",
      status: "active",
      usageAnchor: at,
      currentPeriodStart: at,
      currentPeriodEnd: at + 2_592_000_000,
    };
    await world.lab.putSubscription(paying.tenant, subscription);
    await clerkOf("test").deleteUser(clerkUserId);
    await world.providers.clerk.webhooksSettled();
    expect((await ofCustomer(world, free, "ada")).status).toBe(404);
    expect((await ofCustomer(world, paying, "ada")).status).toBe(200);
    await world.lab.putSubscription(paying.tenant, { ...subscription, status: "canceled" });
    expect((await tell("test", clerkUserId)).status).toBe(200);
    expect((await ofCustomer(world, paying, "ada")).status).toBe(404);
  });
});

describe("news", () => {
  test("is looked at once: told again it is thanked for and changes nothing more", async () => {
    const { clerkUserId } = signUp();
    const project = await createProject(world);
    await join(project, "ada", clerkUserId);
    expect((await tell("test", clerkUserId, "msg_told_twice")).status).toBe(200);
    await rowsOf(world, "UPDATE end_users SET name = 'Kept' WHERE project_id = ?1", project.projectId);
    expect((await tell("test", clerkUserId, "msg_told_twice")).status).toBe(200);
    expect((await ofCustomer(world, project, "ada")).json.name).toBe("Kept");
    await tell("test", clerkUserId);
    expect((await ofCustomer(world, project, "ada")).json.name).toBe("Ada Byron");
  });

  test("that says a living person was deleted erases nobody", async () => {
    const { clerkUserId } = signUp();
    const project = await createProject(world);
    await join(project, "ada", clerkUserId);
    expect((await tell("test", clerkUserId)).status).toBe(200);
    expect((await ofCustomer(world, project, "ada")).json.name).toBe("Ada Byron");
  });

  test("that is not signed for this endpoint is refused", async () => {
    const { clerkUserId } = signUp();
    const secret = world.providers.settingsOf("api-multi").CLERK_END_USERS_WEBHOOK_SECRET_TEST ?? "";
    const event = { object: "event", type: "user.deleted", data: { id: clerkUserId, object: "user", deleted: true } };
    const signed = signedByClerk(secret, event);
    const refusals: [string, typeof signed][] = [
      ["/webhook/clerk/live", signed],
      ["/webhook/clerk/test", { ...signed, body: `${signed.body} ` }],
      ["/webhook/clerk/test", { method: "POST", body: "{}" }],
    ];
    for (const [path, request] of refusals) {
      const answer = await call(world, path, request);
      expect([answer.status, answer.json.code]).toEqual([400, "invalid_signature"]);
    }
    expect((await call(world, "/webhook/clerk/both", signed)).status).toBe(404);
    expect((await call(world, "/webhook/clerk/test", signed)).status).toBe(200);
  });
});

describe("an invitation", () => {
  const mailsTo = (email: string) => world.providers.clerk.emails(slug.test).filter(({ to }) => to === email);

  test("goes out once when the customer is made, and only when it is asked for", async () => {
    const project = await createProject(world);
    const address = () => `guest-${randomBytes(6).toString("hex")}@example.com`;
    const [invited, quiet, own] = [address(), address(), address()];
    const { json } = await createCustomer(world, project, { email: invited, invite: true });
    expect(json).toMatchObject({ status: "invited", email: invited });
    await createCustomer(world, project, { email: quiet });
    const named = await createCustomer(world, project, { id: "own", email: own, invite: true });
    expect(named.json).toMatchObject({ id: "own", status: "invited" });
    await createCustomer(world, project, { email: invited, invite: true });
    await world.lab.runCrons();
    expect([mailsTo(invited).length, mailsTo(quiet).length, mailsTo(own).length]).toEqual([1, 0, 1]);
    const waiting = await rowsOf(world, "SELECT * FROM outbox WHERE kind = 'customer_invitation'");
    expect(waiting).toEqual([]);
  });

  test("is not for more people in an hour than a developer knows by hand", async () => {
    const project = await createProject(world);
    const hour = Math.floor(Date.now() / hourMs) * hourMs;
    for (const windowStart of [hour, hour + hourMs]) {
      await rowsOf(
        world,
        "INSERT INTO attempt_counts (subject, window_start, count) VALUES (?1, ?2, ?3)",
        `invitations:${project.platformId}`,
        windowStart,
        invitationsPerHour,
      );
    }
    const refused = await createCustomer(world, project, { email: "one-more@example.com", invite: true });
    expect([refused.status, refused.json.code]).toEqual([429, "too_many_requests"]);
    expect(await listCustomers(world, project)).toEqual([]);
    expect((await createCustomer(world, project, { email: "one-more@example.com" })).status).toBe(201);
  });
});
