/** A developer with an account, and what the dashboard would ask for them. */
import { callAs, frontendUrl, signUpDeveloper, type TestDeveloper, type WholeWorld } from "../world/whole-world.ts";
import type { ApiCall } from "../world/world.ts";
import { ownStripe } from "./own-stripe.ts";

export interface PlatformDeveloper extends TestDeveloper {
  readonly platformId: string;
}

export async function newDeveloper(world: WholeWorld): Promise<PlatformDeveloper> {
  const developer = signUpDeveloper(world);
  const { json } = await callAs(world, developer, "frontAuth", "/generate-platform-id", { method: "POST" });
  return { ...developer, platformId: json.platformId };
}

/** With a token of now: a test that turns business time may take longer than a token lives. */
export function callFresh(
  world: WholeWorld,
  { email }: Pick<TestDeveloper, "email">,
  path: string,
  request: ApiCall = {},
) {
  const { token } = world.providers.clerk.signIn("dream-api", email, frontendUrl);
  return callAs(world, { token }, "frontAuth", path, request);
}

export async function planOf(world: WholeWorld, developer: TestDeveloper) {
  return (await callFresh(world, developer, "/subscription")).json;
}

export function startCheckout(world: WholeWorld, developer: TestDeveloper) {
  return callFresh(world, developer, "/create-checkout", { method: "POST" });
}

export async function subscribe(world: WholeWorld, developer: TestDeveloper, method = "pm_card_visa"): Promise<void> {
  const { json } = await startCheckout(world, developer);
  await ownStripe(world).pay(json.url, method);
}

/** What the developer's browser can read of their plan. */
export function claimsOf({ providers }: WholeWorld, { clerkUserId }: TestDeveloper) {
  return providers.clerk.users("dream-api").find(({ id }) => id === clerkUserId)?.publicMetadata;
}
