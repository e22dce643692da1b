/** Whoever counts with a token of their own costs nothing more than a server's call for them. */
import { expect, test } from "vitest";
import { useWholeWorld } from "../world/whole-world.ts";
import { call } from "../world/world.ts";
import { createApp, newPerson, signIn } from "./sign-in-world.ts";

const world = useWholeWorld();

test("a token asks nothing of D1 or of anybody else, seen for the first time or known", async () => {
  const app = await createApp(world);
  const person = newPerson(world);
  const [first, second] = [await signIn(world, app, person), await signIn(world, app, person)];
  const as = (token: string, path: string, method: string) =>
    call(world, path, { method, headers: { Authorization: `Bearer ${token}` } });
  await as(first.access_token, "/api/data", "POST");
  await world.lab.runAlarm(app.tenant);
  await as(first.access_token, "/api/data", "POST");
  const outbound: string[] = [];
  const { providers } = world;
  const before = providers.outbound;
  Object.assign(providers, {
    outbound: (request: Request) => {
      outbound.push(request.url);
      return before.call(providers, request);
    },
  });
  for (const token of [first.access_token, second.access_token, second.access_token]) {
    await world.lab.resetCounters(app.projectId);
    expect((await as(token, "/api/data", "POST")).status).toBe(200);
    expect(await world.lab.readCounters(app.projectId)).toEqual({
      databaseOperations: 0,
      meterCalls: 1,
      meterRowsWritten: 1,
    });
  }
  await world.lab.resetCounters(app.projectId);
  expect((await as("a.b.c", "/api/data", "POST")).status).toBe(401);
  expect(await world.lab.readCounters(app.projectId)).toEqual({
    databaseOperations: 0,
    meterCalls: 0,
    meterRowsWritten: 0,
  });
  Object.assign(providers, { outbound: before });
  expect(outbound).toEqual([]);
});
