/** Who was invited by an address and comes with it: linked once, to one person, and only where they were invited. */
import { linkInvited, platformScopeOf, type Scope, scopeOf } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { tenantCustomerLists, tenantCustomers, tenantMemberships } from "../src/index.ts";
import { changedBy, makeProject, now, useDatabase } from "./database.ts";

const world = useDatabase();
const platform = platformScopeOf("plt_test");
const ada = { clerkUserId: "user_ada", email: "Ada@Example.com", name: "Ada Byron" };

const link = (scope: Scope, person: Parameters<typeof linkInvited>[2]) =>
  linkInvited(scope, platform, person, { memberships: tenantMemberships(world.database, now) });

function customer(scope: Scope, userId: string, status: "invited" | "active", email = "ada@example.com") {
  const rest = { name: null, assignedTier: null, invite: false };
  return tenantCustomers(world.database, now).create(scope, changedBy, { userId, email, status, ...rest });
}

const find = (scope: Scope, userId: string) => tenantCustomerLists(world.database).find(scope, userId);

describe("a person who comes to a project", () => {
  test("is the customer who was invited by their address, in any case of its letters", async () => {
    const scope = await makeProject(world.database);
    await customer(scope, "usr_1", "invited");
    expect(await link(scope, ada)).toBe("usr_1");
    expect(await find(scope, "usr_1")).toMatchObject({ status: "active", email: "Ada@Example.com", name: "Ada Byron" });
  });

  test("is the same customer each time after that, also under another address", async () => {
    const scope = await makeProject(world.database);
    await customer(scope, "usr_1", "invited");
    await link(scope, ada);
    await customer(scope, "usr_2", "invited");
    expect(await link(scope, ada)).toBe("usr_1");
    expect(await link(scope, { ...ada, email: null })).toBe("usr_1");
    expect(await find(scope, "usr_2")).toMatchObject({ status: "invited" });
  });

  test("is nobody without a proved address, with another one, or where the developer invited nobody", async () => {
    const scope = await makeProject(world.database);
    await customer(scope, "usr_1", "invited");
    await customer(scope, "own", "active", "eve@example.com");
    expect(await link(scope, { ...ada, email: null })).toBeNull();
    expect(await link(scope, { ...ada, email: "eve@example.com" })).toBeNull();
    expect(await link(await makeProject(world.database), ada)).toBeNull();
    expect(await link(scopeOf(scope.projectId, "live"), ada)).toBeNull();
    expect(await find(scope, "usr_1")).toMatchObject({ status: "invited" });
  });

  test("keeps the name that Clerk does not have", async () => {
    const scope = await makeProject(world.database);
    await customer(scope, "usr_1", "invited");
    await tenantCustomers(world.database, now).change(scope, changedBy, "usr_1", { name: "Countess" });
    await link(scope, { ...ada, name: null });
    expect(await find(scope, "usr_1")).toMatchObject({ name: "Countess" });
  });

  test("is not linked a second time by a window that did not see the first", async () => {
    const scope = await makeProject(world.database);
    await customer(scope, "usr_1", "invited");
    await customer(scope, "usr_2", "invited", "ada@work.example");
    const { link: linkUnseen } = tenantMemberships(world.database, now);
    expect(await linkUnseen(scope, platform, ada)).toBe("usr_1");
    expect(await linkUnseen(scope, platform, { ...ada, email: "ada@work.example" })).toBeNull();
    expect(await find(scope, "usr_2")).toMatchObject({ status: "invited", name: null });
  });

  test("in two windows at once is linked once, and two persons never share a customer", async () => {
    const scope = await makeProject(world.database);
    await customer(scope, "usr_1", "invited");
    const twice = await Promise.all(Array.from({ length: 10 }, () => link(scope, ada)));
    expect(new Set(twice)).toEqual(new Set(["usr_1"]));
    const other = await makeProject(world.database);
    await customer(other, "usr_1", "invited");
    const persons = Array.from({ length: 10 }, (_, index) => link(other, { ...ada, clerkUserId: `user_${index}` }));
    const linked = (await Promise.all(persons)).filter((userId) => userId !== null);
    expect(linked).toEqual(["usr_1"]);
  });
});
