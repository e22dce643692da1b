/** A developer's own plan, over HTTP: subscribed to on Stripe's page, once, and looked after in its portal. */
import { meSchema } from "@dream-api/contract";
import { describe, expect, test } from "vitest";
import { callAs, signUpDeveloper, type TestDeveloper, useWholeWorld } from "../world/whole-world.ts";
import { type ApiAnswer, createProject, track } from "../world/world.ts";
import { claimsOf, newDeveloper, planOf, startCheckout, subscribe } from "./developer.ts";
import { ownStripe } from "./own-stripe.ts";

const world = useWholeWorld();
const dayMs = 24 * 60 * 60_000;

const stripe = () => ownStripe(world);

describe("subscribing", () => {
  test("starts with a trial, covers live counting and tells Clerk", async () => {
    const ada = await newDeveloper(world);
    const project = await createProject(world, { mode: "live", platformId: ada.platformId });
    expect((await track(world, project, "eve")).json.code).toBe("plan_required");
    expect(await planOf(world, ada)).toMatchObject({ status: "none", locked: "no_plan", trialEndsAt: null });

    await subscribe(world, ada);
    const plan = await planOf(world, ada);
    expect(plan).toMatchObject({ status: "trialing", locked: null, graceUntil: null, liveEndUsers: 0 });
    expect(Date.parse(plan.trialEndsAt) - world.clock.now()).toBeGreaterThan(13 * dayMs);
    expect((await track(world, project, "eve")).status).toBe(200);
    expect(claimsOf(world, ada)).toMatchObject({ plan: "paid" });
  });

  test("twice at once leads to one page, and a second subscription is refused", async () => {
    const ada = await newDeveloper(world);
    const pages = await Promise.all(Array.from({ length: 5 }, () => startCheckout(world, ada)));
    expect(new Set(pages.map(({ json }) => json.url)).size).toBe(1);
    expect((await startCheckout(world, ada)).json.url).toBe(pages[0]?.json.url);
    await stripe().pay(pages[0]?.json.url);
    expect(await startCheckout(world, ada)).toMatchObject({ status: 409, json: { code: "already_subscribed" } });
    expect(await stripe().customersOf(ada.platformId)).toHaveLength(1);
  });

  test("leads to the billing portal, also before", async () => {
    const ada = await newDeveloper(world);
    const open = () => callAs(world, ada, "frontAuth", "/billing-portal", { method: "POST" });
    expect((await open()).json.url).toContain("/p/session/");
    await subscribe(world, ada);
    expect((await open()).json.url).toContain("/p/session/");
  });

  test("is refused to somebody without an account", async () => {
    const nobody = signUpDeveloper(world);
    expect(await startCheckout(world, nobody)).toMatchObject({ status: 403, json: { code: "no_platform" } });
  });
});

describe("the account", () => {
  test("says who it is, what it may and what stands", async () => {
    const ada = await newDeveloper(world);
    await createProject(world, { platformId: ada.platformId });
    const me = async () => (await callAs(world, ada, "frontAuth", "/me")).json;
    expect(meSchema.parse(await me())).toMatchObject({
      platform: { id: ada.platformId, email: ada.email, name: "Dev Eloper" },
      plan: "free",
      quotas: { projects: { used: 1 }, assetBytes: { used: 0 } },
      notices: [],
    });
    await subscribe(world, ada);
    expect(await me()).toMatchObject({ plan: "paid" });
    const { id } = await stripe().subscriptionOf(ada.platformId);
    await stripe().call(`/v1/subscriptions/${id}`, {}, "DELETE");
    await world.providers.stripe.sandbox.postOffice.drain();
    expect(meSchema.parse(await me()).notices).toMatchObject([{ kind: "plan_ended", projectId: null }]);
  });

  test("is made once by a hundred developers who come at once, each their own", async () => {
    const developers = Array.from({ length: 100 }, () => signUpDeveloper(world));
    // A machine that is busy with it may be too slow for Clerk's answers: that is said, and the repeat succeeds.
    const login = async (developer: TestDeveloper): Promise<ApiAnswer> => {
      const answer = await callAs(world, developer, "frontAuth", "/generate-platform-id", { method: "POST" });
      return answer.status === 503 ? login(developer) : answer;
    };
    const made = await Promise.all([...developers, ...developers].map(login));
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(made.map(({ json }) => json.platformId)).size).toBe(100);
  });
});
