import { ProviderFailure, sendCustomerInvitation } from "@dream-api/domain";
import { expect, test } from "vitest";
import { tenantCustomerLists, tenantInvitations } from "../src/index.ts";
import { makeProject, now, useDatabase } from "./database.ts";

const world = useDatabase();

async function noticesAfter(invite: () => Promise<unknown>) {
  const scope = await makeProject(world.database);
  const d1 = world.database.$client;
  await d1
    .prepare(
      `INSERT INTO end_users (project_id, mode, user_id, email, status, created_at)
       VALUES (?, 'test', 'usr_ada', 'ada@nowhere.example', 'invited', 0)`,
    )
    .bind(scope.projectId)
    .run();
  await sendCustomerInvitation(scope, "usr_ada", {
    customers: tenantCustomerLists(world.database),
    invite,
    settleInvitation: tenantInvitations(world.database, now).settle,
    report: () => undefined,
  });
  const { results } = await d1
    .prepare("SELECT platform_id, mode, kind, detail FROM notices WHERE project_id = ?")
    .bind(scope.projectId)
    .all();
  return { results, platformId: `plt_${scope.projectId}` };
}

test("an invitation that Clerk refuses leaves a notice, without the address", async () => {
  const refusal = new ProviderFailure("clerk", { call: "invite", kind: "refused", providerCode: "form_param_invalid" });
  const { results, platformId } = await noticesAfter(() => Promise.reject(refusal));
  expect(results).toEqual([
    {
      platform_id: platformId,
      mode: "test",
      kind: "customer_invitation_refused",
      detail: JSON.stringify({ customerId: "usr_ada", code: "form_param_invalid" }),
    },
  ]);
});

test("one that went out leaves none", async () => {
  expect((await noticesAfter(async () => ({ invitationId: "inv_1" }))).results).toEqual([]);
});
