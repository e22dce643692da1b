/** A developer's Clerk user is deleted: keys, plan and access to Stripe end, whatever Stripe says at that moment. */
import { describe, expect, test } from "vitest";
import { grantsOf, newConnector, whileFailing } from "../connect/connect-world.ts";
import { databaseOf, hearAll, lookAtAll } from "../world/hear.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { call, createProject, type TestProject, track } from "../world/world.ts";
import { newDeveloper, startCheckout, subscribe } from "./developer.ts";
import { ownStripe } from "./own-stripe.ts";

const world = useWholeWorld();

/** As Clerk's dashboard would. */
async function deleteUser({ clerkUserId }: { clerkUserId: string }) {
  const { clerk } = world.providers;
  const headers = { Authorization: `Bearer ${clerk.instance("dream-api").secretKey}` };
  await fetch(`${clerk.url}/v1/users/${clerkUserId}`, { method: "DELETE", headers });
  await clerk.webhooksSettled();
}

/** Counting is answered by the Meter, the list of tiers by D1, the catalogue's editor by way of `Control`. */
async function whatOpens(project: TestProject) {
  const { secretKey, publishableKey } = project;
  const edit = await fetch(`${world.urls.oauth}/tiers`, { headers: { Authorization: `Bearer ${secretKey}` } });
  const answers = [
    await track(world, project, "eve"),
    await call(world, "/api/tiers", { secretKey }),
    await call(world, "/api/tiers", { publishableKey }),
    edit,
  ];
  return answers.map(({ status }) => status);
}

const connectionsOf = async (platformId: string) => {
  const query = "SELECT status FROM stripe_connections WHERE platform_id = ?";
  const { results } = await (await databaseOf(world)).prepare(query).bind(platformId).all<{ status: string }>();
  return results.map(({ status }) => status);
};

describe("an account that is closed", () => {
  test("ends its keys of both modes at once, also while Stripe does not answer, and the rest when it does", async () => {
    const ada = await newConnector(world);
    const { platformId } = ada.developer;
    const [testAccount, liveAccount] = [await ada.connect("test"), await ada.connect("live")];
    await subscribe(world, ada.developer);
    const projects = [
      await createProject(world, { platformId }),
      await createProject(world, { platformId, mode: "live" }),
    ];
    for (const project of projects) expect(await whatOpens(project)).toEqual([200, 200, 200, 200]);

    await whileFailing(world, { match: "GET /v1/checkout/sessions*", kind: "server_error" }, async () => {
      await deleteUser(ada.developer);
      for (const project of projects) expect(await whatOpens(project)).toEqual([401, 401, 401, 401]);
      expect(await ownStripe(world).subscriptionOf(platformId)).toMatchObject({ status: "trialing" });
    });

    await lookAtAll(world);
    await hearAll(world);
    expect(await ownStripe(world).subscriptionOf(platformId)).toMatchObject({ status: "canceled" });
    expect([grantsOf(world, testAccount), grantsOf(world, liveAccount)]).toEqual([[], []]);
    expect(await connectionsOf(platformId)).toEqual(["disconnected", "disconnected"]);
  });

  test("can't be subscribed any more on a payment page that was open", async () => {
    const ada = await newDeveloper(world);
    const { json } = await startCheckout(world, ada);
    await deleteUser(ada);
    await expect(ownStripe(world).pay(json.url)).rejects.toThrow();
    expect(await ownStripe(world).subscriptionOf(ada.platformId)).toBeUndefined();
  });

  test("leaves other developers' keys and accounts alone", async () => {
    const [ada, bob] = [await newConnector(world), await newConnector(world)];
    await ada.connect("test");
    const account = await bob.connect("test");
    const project = await createProject(world, { platformId: bob.developer.platformId });
    await deleteUser(ada.developer);
    await lookAtAll(world);
    expect(await whatOpens(project)).toEqual([200, 200, 200, 200]);
    expect(grantsOf(world, account)).toEqual(["test"]);
  });
});
