/** What becomes of a connection that ends on Stripe's side: looked at on a real D1 and the sandbox Stripe. */
import { disconnect, platformScopeOf, reviewConnection } from "@dream-api/domain";
import { connectionsByAccount, platformConnections } from "@dream-api/storage";
import { createConnectProvider } from "@dream-api/stripe";
import { describe, expect, test } from "vitest";
import { makeProject, now, useDatabase } from "../../packages/storage/test/database.ts";
import { useStripe } from "../../packages/stripe/test/use-stripe.ts";

const storage = useDatabase();
const stripe = useStripe();
/** No call is given up because the machine is busy. */
const patienceMs = 10_000;
const connections = () => platformConnections(storage.database, now);
const provider = () =>
  createConnectProvider({
    stripe: { test: stripe.client("test", patienceMs), live: stripe.client("live", patienceMs) },
    clientId: { test: "ca_sandboxtest", live: "ca_sandboxlive" },
    authorizeBase: "https://connect.stripe.com",
  });
const review = (stripeAccountId: string, isOpen = provider().isOpen) =>
  reviewConnection(
    { stripeAccountId, mode: "test" },
    {
      findByAccount: connectionsByAccount(storage.database).find,
      connections: connections(),
      provider: { ...provider(), isOpen },
    },
  );

async function makeConnected() {
  const { projectId } = await makeProject(storage.database);
  const platform = platformScopeOf(`plt_${projectId}`);
  const account = stripe.newAccount(["test"]);
  const connect = async () => {
    const wanted = { mode: "test" as const, stripeAccountId: account };
    const { current } = await connections().readFacts(platform, wanted);
    const audit = { ...platform, actor: { name: "developer" as const, requestId: null }, action: "connection.made" };
    await connections().connect(platform, { ...wanted, scope: "read_write", stateHash: "", current, audit });
  };
  await connect();
  const statuses = async () => (await connections().list(platform)).map(({ status }) => status);
  const openNotices = async () => {
    const found = storage.database.$client
      .prepare("SELECT kind FROM notices WHERE platform_id = ? AND dismissed_at IS NULL")
      .bind(platform.platformId);
    return (await found.all<{ kind: string }>()).results.map(({ kind }) => kind);
  };
  return { account, platform, connect, statuses, openNotices };
}

describe("an account of which we hear that it is lost", () => {
  test("and that Stripe keeps from us is revoked, with one notice that a reconnection takes back", async () => {
    const { account, connect, statuses, openNotices } = await makeConnected();
    stripe.disconnect(account);
    for (let time = 0; time < 2; time += 1) expect(await review(account)).toBe("lost");
    expect(await statuses()).toEqual(["revoked"]);
    expect(await openNotices()).toEqual(["stripe_connection_lost"]);
    await connect();
    expect(await statuses()).toEqual(["connected"]);
    expect(await openNotices()).toEqual([]);
  });

  test("because its developer disconnects it is disconnected, whoever is faster, and without a notice", async () => {
    const { account, platform, statuses, openNotices } = await makeConnected();
    const deauthorize = async () => {
      stripe.disconnect(account);
      expect(await review(account)).toBe("lost");
    };
    const deps = { connections: connections(), provider: { deauthorize } };
    const ended = await disconnect(platform, "test", { name: "developer", requestId: null }, deps);
    expect(ended).toMatchObject({ status: "disconnected", stripeAccountId: account });
    expect(await statuses()).toEqual(["disconnected"]);
    expect(await openNotices()).toEqual([]);
  });

  test("but that Stripe still lets us into stays: the news was old", async () => {
    const { account, statuses } = await makeConnected();
    expect(await review(account)).toBe("connected");
    expect(await statuses()).toEqual(["connected"]);
  });

  test("stays while Stripe does not answer, and is looked at again", async () => {
    const { account, statuses } = await makeConnected();
    stripe.addFault({ match: "GET /v1/account", kind: "server_error", times: 1 });
    await expect(review(account)).rejects.toMatchObject({ kind: "unavailable" });
    expect(await statuses()).toEqual(["connected"]);
  });

  test("stays when it is connected anew while we look", async () => {
    const { account, connect, statuses } = await makeConnected();
    const reconnected = async () => {
      await connect();
      return false;
    };
    expect(await review(account, reconnected)).toBe("connected");
    expect(await statuses()).toEqual(["connected"]);
  });

  test("and that nobody here sells through is nothing", async () => {
    expect(await review("acct_nobodys")).toBe("lost");
  });
});
