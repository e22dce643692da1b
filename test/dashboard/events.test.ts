/** What Stripe told of a project. Its account may be shared: nothing of another project's is shown. */
import { eventDetailSchema, listDashboardEvents } from "@dream-api/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { call, createProject, type TestProject, useWorld } from "../world/world.ts";
import { connect, eventRow, orderRow, type Rows, rowsOf, subscriptionRow } from "./rows.ts";

const world = useWorld();
let rows: Rows;
let project: TestProject;
let sibling: TestProject;
let account: string;

/** What we stored of a project: with these its events are told from the others on the account. */
async function store(of: TestProject, name: string) {
  const { projectId: project_id } = of;
  const own = { project_id, mode: "test", stripe_account_id: account, user_id: name };
  await rows.put("subscriptions", [subscriptionRow(of, `sub_${name}`, { ...own })]);
  await rows.put("stripe_customers", [{ ...own, customer_id: `cus_${name}`, created_at: 0 }]);
  await rows.put(
    "checkout_sessions",
    [{ ...own, checkout_id: `chk_${name}`, session_id: `cs_${name}`, parameters_hash: "", status: "complete" }].map(
      (row) => ({ ...row, created_at: 0, expires_at: 0 }),
    ),
  );
  const session = { session_id: `cs_order_${name}`, payment_intent_id: `pi_${name}` };
  await rows.put("orders", [orderRow(of, `ord_${name}`, { stripe_account_id: account, ...session })]);
}

const eventsOf = (name: string, at: number) => [
  eventRow(account, `evt_${name}_1`, { object_id: `sub_${name}`, received_at: at }),
  eventRow(account, `evt_${name}_2`, {
    ...{ type: "invoice.paid", object_type: "invoice", object_id: `in_${name}`, customer_id: `cus_${name}` },
    received_at: at + 1,
  }),
  eventRow(account, `evt_${name}_3`, {
    ...{ type: "checkout.session.completed", object_type: "checkout.session", object_id: `cs_${name}` },
    received_at: at + 2,
  }),
  eventRow(account, `evt_${name}_4`, {
    ...{ type: "checkout.session.expired", object_type: "checkout.session", object_id: `cs_order_${name}` },
    received_at: at + 3,
  }),
  eventRow(account, `evt_${name}_5`, {
    ...{ type: "charge.refunded", object_type: "charge", object_id: `ch_${name}`, payment_intent_id: `pi_${name}` },
    received_at: at + 4,
  }),
];

beforeAll(async () => {
  rows = await rowsOf(world);
  project = await createProject(world);
  sibling = await createProject(world, { platformId: project.platformId });
  account = await connect(rows, project);
  await store(project, "mine");
  await store(sibling, "theirs");
  await rows.put("inbox_events", [
    ...eventsOf("mine", 10),
    ...eventsOf("theirs", 20),
    eventRow(account, "evt_account", { type: "account.updated", object_type: "account", object_id: account }),
    eventRow(account, "evt_forged", {
      object_id: "sub_made_by_hand",
      payload: JSON.stringify({
        data: { object: { metadata: { projectId: project.projectId, customer: "cus_mine" } } },
      }),
    }),
  ]);
});

async function listed(of: TestProject, query = "") {
  const { json } = await call(world, `/api/dashboard/events?limit=100${query}`, of);
  listDashboardEvents.reply?.parse(json);
  return (json.data as { id: string }[]).map(({ id }) => id);
}

const mine = ["evt_mine_5", "evt_mine_4", "evt_mine_3", "evt_mine_2", "evt_mine_1"];

describe("the table", () => {
  test("shows a project what our own rows say is its, newest first, and nothing of a sibling on its account", async () => {
    expect(await listed(project)).toEqual(mine);
    expect(await listed(sibling)).toEqual(mine.map((id) => id.replace("mine", "theirs")));
  });

  test("is empty for another developer who wrote our ids on their own account", async () => {
    const stranger = await createProject(world);
    const own = await connect(rows, stranger);
    await rows.put("inbox_events", [
      eventRow(own, "evt_stranger_1", { object_id: "sub_mine", customer_id: "cus_mine", payment_intent_id: "pi_mine" }),
      eventRow(own, "evt_stranger_2", { object_type: "checkout.session", object_id: "cs_mine" }),
    ]);
    expect(await listed(stranger)).toEqual([]);
    expect(await listed(project)).toEqual(mine);
  });

  test.each([
    ["&search=evt_mine_1", ["evt_mine_1"]],
    ["&search=in_mine", ["evt_mine_2"]],
    ["&search=checkout.", ["evt_mine_4", "evt_mine_3"]],
    ["&search=evt_theirs", []],
    ["&sort=oldest", [...mine].reverse()],
  ])("%s", async (query, found) => {
    expect(await listed(project, query)).toEqual(found);
  });

  test("an event that came to the live endpoint too is there once", async () => {
    await rows.put("inbox_events", [
      eventRow(account, "evt_mine_1", { source: "stripe_connect_live", object_id: "sub_mine", received_at: 11 }),
    ]);
    expect(await listed(project)).toEqual(mine);
  });

  test("tells what came of the last look, and finds what did not work", async () => {
    const dirty = { stripe_account_id: account, mode: "test", due_at: 0 };
    await rows.put("dirty_objects", [
      { ...dirty, type: "invoice", object_id: "in_mine", last_error_code: "rate_limit" },
      { ...dirty, type: "checkout_session", object_id: "cs_mine", last_error_code: null },
      { ...dirty, type: "charge", object_id: "ch_mine", last_error_code: "lost_race" },
      { ...dirty, type: "charge", object_id: "ch_theirs", last_error_code: "failed" },
    ]);
    expect(await listed(project, "&outcome=failed")).toEqual(["evt_mine_2"]);
    expect(await listed(project, "&outcome=pending")).toEqual(["evt_mine_5", "evt_mine_3"]);
    expect(await listed(project, "&outcome=processed")).toEqual(["evt_mine_4", "evt_mine_1"]);
    const { json } = await call(world, "/api/dashboard/events?outcome=failed", project);
    expect(json.data[0]).toMatchObject({ outcome: "failed", errorCode: "rate_limit" });
  });

  test("comes as CSV too", async () => {
    const { text } = await call(world, "/api/dashboard/events?format=csv&search=in_", project);
    expect(text.split("\r\n")[1]).toBe(
      "evt_mine_2,invoice.paid,invoice,in_mine,failed,rate_limit,1970-01-01T00:00:00.011Z",
    );
  });
});

describe("one event", () => {
  const read = (of: TestProject, id: string) => call(world, `/api/events/${id}`, of);
  const replay = (of: TestProject, id: string) => call(world, `/api/events/${id}/replay`, { ...of, method: "POST" });

  test("comes with what Stripe sent, until that is forgotten", async () => {
    const { json } = await read(project, "evt_mine_4");
    expect(eventDetailSchema.parse(json)).toMatchObject({
      ...{ id: "evt_mine_4", outcome: "processed", payload: { id: "evt_mine_4", object: "event" } },
      object: { type: "checkout.session", id: "cs_order_mine" },
    });
    await rows.run("UPDATE inbox_events SET payload = NULL WHERE event_id = ?", "evt_mine_5");
    expect((await read(project, "evt_mine_5")).json).toMatchObject({ id: "evt_mine_5", payload: null });
  });

  test.each(["evt_theirs_1", "evt_theirs_2", "evt_account", "evt_forged", "evt_nowhere"])(
    "%s is not there for a project that it is not of",
    async (id) => {
      for (const ask of [read, replay]) {
        const answer = await ask(project, id);
        expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
      }
    },
  );

  test("another developer finds none of it", async () => {
    const stranger = await createProject(world);
    for (const ask of [read, replay]) expect((await ask(stranger, "evt_mine_1")).status).toBe(404);
    expect(await rows.run("SELECT * FROM dirty_objects WHERE object_id = ?", "sub_mine")).toEqual([]);
  });

  test("is not replayed once its account sells for somebody else or nobody", async () => {
    const own = await createProject(world);
    const lost = await connect(rows, own);
    await rows.put("subscriptions", [subscriptionRow(own, "sub_lost", { stripe_account_id: lost })]);
    await rows.put("inbox_events", [eventRow(lost, "evt_lost", { object_id: "sub_lost" })]);
    await rows.run("UPDATE stripe_connections SET status = 'revoked' WHERE stripe_account_id = ?", lost);
    expect((await read(own, "evt_lost")).status).toBe(200);
    const answer = await replay(own, "evt_lost");
    expect([answer.status, answer.json.code]).toEqual([409, "stripe_not_connected"]);
  });
});
