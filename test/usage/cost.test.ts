import { describe, expect, test } from "vitest";
import { call, createProject, track, useWorld } from "../world/world.ts";

const world = useWorld();

describe("what a call costs", () => {
  test("a warm call asks nothing of D1 and writes one row, two with an idempotency key", async () => {
    const project = await createProject(world);
    await track(world, project, "ada");
    await world.lab.runAlarm(project.tenant);
    await track(world, project, "ada");
    const cost = async (act: () => Promise<unknown>) => {
      await world.lab.resetCounters(project.projectId);
      await act();
      return world.lab.readCounters(project.projectId);
    };
    expect(await cost(() => track(world, project, "ada"))).toEqual({
      databaseOperations: 0,
      meterCalls: 1,
      meterRowsWritten: 1,
    });
    expect(await cost(() => track(world, project, "ada", { idempotencyKey: "k" }))).toEqual({
      databaseOperations: 0,
      meterCalls: 1,
      meterRowsWritten: 2,
    });
    expect(await cost(() => track(world, project, "ada", { idempotencyKey: "k" }))).toMatchObject({
      meterRowsWritten: 0,
    });
    expect(await cost(() => track(world, project, "ada", { amount: 1_000_000 }))).toMatchObject({
      meterRowsWritten: 0,
    });
    expect(await cost(() => call(world, "/api/usage", { secretKey: project.secretKey, userId: "ada" }))).toEqual({
      databaseOperations: 0,
      meterCalls: 1,
      meterRowsWritten: 0,
    });
  });

  test("the first call of a new day writes one row more", async () => {
    const project = await createProject(world);
    await track(world, project, "ada");
    await world.lab.runAlarm(project.tenant);
    await track(world, project, "ada");
    await world.lab.setClock({ real: 0, business: 24 * 60 * 60 * 1000 }, project.projectId);
    await world.lab.resetCounters(project.projectId);
    await track(world, project, "ada");
    expect((await world.lab.readCounters(project.projectId)).meterRowsWritten).toBe(2);
  });

  test("a batch writes one row per user, however many events it has", async () => {
    const project = await createProject(world);
    const body = { events: Array.from({ length: 50 }, (_, index) => ({ userId: index % 2 ? "ada" : "bob" })) };
    const send = () => call(world, "/api/data/batch", { secretKey: project.secretKey, body });
    await send();
    await world.lab.resetCounters(project.projectId);
    await send();
    expect(await world.lab.readCounters(project.projectId)).toEqual({
      databaseOperations: 0,
      meterCalls: 1,
      meterRowsWritten: 2,
    });
  });
});
