import { describe, expect, test } from "vitest";
import { useWholeWorld } from "../world/whole-world.ts";
import { type Connector, grantsOf, newConnector, whileFailing } from "./connect-world.ts";

const world = useWholeWorld();
const faults = ["rate_limit", "server_error", "reset_before", "reset_after"] as const;
const unavailable = [503, "provider_unavailable"];
const codeOf = ({ status, json }: { status: number; json: { code: string } }) => [status, json.code];

describe("while Stripe does not tell us who we are", () => {
  test.each(faults)("(%s) nothing is sent to it yet: the same callback succeeds later", async (kind) => {
    const ada = await newConnector(world);
    const returned = await ada.goToStripe("test");
    const failed = await whileFailing(world, { match: "GET /v1/account", kind }, () => ada.finish(returned));
    expect(codeOf(failed)).toEqual(unavailable);
    expect(failed.headers.get("Retry-After")).not.toBeNull();
    expect(await ada.readConnection("test")).toMatchObject({ status: "not_connected" });
    expect((await ada.finish(returned)).status).toBe(200);
  });
});

describe("while Stripe exchanges no code", () => {
  const slow = { kind: "slow" as const, delayMs: 7000 };

  test.each([...faults.map((kind) => ({ kind })), slow])(
    "($kind) nothing is connected, the code is never sent twice, and the way begun anew succeeds",
    async (fault) => {
      const ada = await newConnector(world);
      const returned = await ada.goToStripe("test");
      const failed = await whileFailing(world, { match: "POST /oauth/token", ...fault }, () => ada.finish(returned));
      expect(codeOf(failed)).toEqual(unavailable);
      expect(await ada.readConnection("test")).toMatchObject({ status: "not_connected" });
      expect(codeOf(await ada.finish(returned))).toEqual([409, "authorization_expired"]);
      const account = await ada.connect("test");
      expect(grantsOf(world, account)).toEqual(["test"]);
    },
  );
});

describe("while Stripe ends no grant", () => {
  const end = (ada: Connector) => ada.call("/connection?mode=test", { method: "DELETE" });

  test.each(["rate_limit", "server_error", "reset_before"] as const)(
    "(%s) the connection stands, and the repeat ends it",
    async (kind) => {
      const ada = await newConnector(world);
      const account = await ada.connect("test");
      const failed = await whileFailing(world, { match: "POST /oauth/deauthorize", kind }, () => end(ada));
      expect(codeOf(failed)).toEqual(unavailable);
      expect(await ada.readConnection("test")).toMatchObject({ status: "connected", accountId: account });
      expect((await end(ada)).json.status).toBe("disconnected");
      expect(grantsOf(world, account)).toEqual([]);
    },
  );

  test("but did, unheard, it is found out at once, also when its own news comes first", async () => {
    const ada = await newConnector(world);
    await ada.connect("test");
    const fault = { match: "POST /oauth/deauthorize", kind: "reset_after" as const };
    expect((await whileFailing(world, fault, () => end(ada))).json.status).toBe("disconnected");
  });
});
