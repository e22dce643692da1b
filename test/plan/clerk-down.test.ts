/** Clerk not answering: what needs it says so, and what only tells it is told later. */
import { describe, expect, test } from "vitest";
import { callAs, signUpDeveloper, useWholeWorld } from "../world/whole-world.ts";
import { callUrl } from "../world/world.ts";
import { claimsOf, newDeveloper, planOf, subscribe } from "./developer.ts";

const world = useWholeWorld();

type Answer = () => Promise<Response>;

/** Runs while calls to Clerk are answered by something else. */
async function withoutClerk<Result>(
  run: () => Promise<Result>,
  instead: (clerk: Answer) => Promise<Response> = async () => new Response("down", { status: 503 }),
): Promise<Result> {
  const { providers } = world;
  const { outbound } = providers;
  const isClerk = ({ url }: Request) => new URL(url).host === "api.clerk.com";
  const answer = (request: Request) => {
    const asked = () => outbound.call(providers, request);
    return isClerk(request) ? instead(asked) : asked();
  };
  Object.assign(providers, { outbound: answer });
  try {
    return await run();
  } finally {
    Object.assign(providers, { outbound });
  }
}

async function crons(hoursLater: number): Promise<void> {
  await world.stack.setClock({ real: hoursLater * 3_600_000, business: 0 });
  await world.stack.runCrons();
  await world.stack.setClock({ real: 0, business: 0 });
}

describe("while Clerk does not answer", () => {
  test("a first login is told so, and works afterwards", async () => {
    const ada = signUpDeveloper(world);
    const login = () => callAs(world, ada, "frontAuth", "/generate-platform-id", { method: "POST" });
    expect(await withoutClerk(login)).toMatchObject({ status: 503, json: { code: "provider_unavailable" } });
    expect((await callAs(world, ada, "frontAuth", "/me")).json.code).toBe("no_platform");
    expect((await login()).status).toBe(200);
  });

  test("a plan begins all the same, and Clerk is told from the outbox", async () => {
    const ada = await newDeveloper(world);
    await withoutClerk(() => subscribe(world, ada));
    expect(await planOf(world, ada)).toMatchObject({ status: "trialing", locked: null });
    expect(claimsOf(world, ada)).toEqual({});
    await crons(1);
    expect(claimsOf(world, ada)).toMatchObject({ plan: "paid" });
  });

  test("a registration gives its keys, and the mail follows", async () => {
    const email = "patient@example.com";
    const url = `${world.urls.frontAuth}/api/developer/register`;
    const register = () => callUrl(url, { method: "POST", body: { email } });
    expect((await withoutClerk(register)).status).toBe(201);
    const mails = () => world.providers.clerk.emails("dream-api").filter(({ to }) => to === email);
    expect(mails()).toHaveLength(0);
    await crons(2);
    expect(mails()).toHaveLength(1);
  });

  test("a registration is answered before the mail is asked for, so its time tells nothing of the address", async () => {
    const email = "timed@example.com";
    const url = `${world.urls.frontAuth}/api/developer/register`;
    const mails = () => world.providers.clerk.emails("dream-api").filter(({ to }) => to === email);
    const answered = Promise.withResolvers<void>();
    const { status } = await withoutClerk(
      () => callUrl(url, { method: "POST", body: { email } }),
      async (clerk) => {
        await answered.promise;
        return clerk();
      },
    );
    expect([status, mails().length]).toEqual([201, 0]);
    answered.resolve();
    await expect.poll(() => mails().length).toBe(1);
  });

  test("or refuses an address and quotes it, the log does not", async () => {
    const email = "quoted@example.com";
    const url = `${world.urls.frontAuth}/api/developer/register`;
    const errors = [{ code: "form_param_format_invalid", message: `${email} is no address`, long_message: email }];
    const refused = Promise.withResolvers<void>();
    await withoutClerk(
      async () => {
        await callUrl(url, { method: "POST", body: { email } });
        await refused.promise;
      },
      async () => {
        refused.resolve();
        return Response.json({ errors }, { status: 422 });
      },
    );
    const said = "clerk: invite: refused (ClerkAPIResponseError, form_param_format_invalid";
    await expect.poll(() => world.log.some((line) => line.includes(said))).toBe(true);
    expect(world.log.filter((line) => line.includes(email))).toEqual([]);
  });

  test("its own news is not taken for heard", async () => {
    const ada = await newDeveloper(world);
    const { clerk } = world.providers;
    const rename = () =>
      fetch(`${clerk.url}/v1/users/${ada.clerkUserId}`, {
        method: "PATCH",
        headers: {
          Authorization: `Bearer ${clerk.instance("dream-api").secretKey}`,
          "Content-Type": "application/json",
        },
        body: JSON.stringify({ first_name: "Grace" }),
      });
    await withoutClerk(async () => {
      await rename();
      await clerk.webhooksSettled();
    });
    const [delivery] = clerk
      .deliveries("dream-api")
      .filter(({ type, body }) => type === "user.updated" && body.includes(ada.clerkUserId));
    expect(delivery).toMatchObject({ status: "pending", attempts: [{ responseStatus: 503 }] });
    await clerk.resend("dream-api", delivery?.id ?? "");
    expect((await callAs(world, ada, "frontAuth", "/me")).json.platform.name).toBe("Grace Eloper");
  });
});
