/** Customers from the dashboard: the developer's session opens what the key opens, for their own projects alone. */
import { expect, test } from "vitest";
import { newDeveloper } from "../plan/developer.ts";
import { callAs, useWholeWorld } from "../world/whole-world.ts";
import { type ApiCall, createProject } from "../world/world.ts";
import { listCustomers, ofCustomer, rowsOf } from "./customer-calls.ts";

const world = useWholeWorld();

test("a developer makes, finds, changes and erases customers, and another developer none of them", async () => {
  const [owner, other] = [await newDeveloper(world), await newDeveloper(world)];
  const project = await createProject(world, { platformId: owner.platformId });
  const own = `projectId=${project.projectId}&mode=test`;
  const as = (developer: typeof owner, path: string, request?: ApiCall) =>
    callAs(world, developer, "api", `/api/customers${path}`, request);

  const made = await as(owner, `?${own}`, { method: "POST", body: { id: "ada", email: "ada@example.com" } });
  expect([made.status, made.json.id]).toEqual([201, "ada"]);
  expect((await ofCustomer(world, project, "ada")).json).toEqual(made.json);
  expect((await as(owner, `?${own}&search=ADA@`)).json.data).toEqual([made.json]);

  const calls: [string, ApiCall][] = [
    [`?${own}`, { method: "POST", body: { id: "eve" } }],
    [`?${own}`, {}],
    [`/ada?${own}`, {}],
    [`/ada?${own}`, { method: "PATCH", body: { plan: "pro" } }],
    [`/ada?${own}`, { method: "DELETE" }],
  ];
  for (const [path, request] of calls) {
    const answer = await as(other, path, request);
    expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
  }
  expect(await listCustomers(world, project)).toEqual([made.json]);

  const changed = await as(owner, `/ada?${own}`, { method: "PATCH", body: { plan: "pro" } });
  expect(changed.json).toMatchObject({ plan: "pro", planSource: "assigned" });
  expect((await as(owner, `/ada?${own}&cancelSubscription=false`, { method: "DELETE" })).status).toBe(200);
  expect((await as(owner, `/ada?${own}`)).status).toBe(404);
  const entries = await rowsOf(world, "SELECT actor FROM audit_log WHERE project_id = ?1", project.projectId);
  expect(entries.map(({ actor }) => actor)).toEqual(["developer", "developer", "developer"]);
});
