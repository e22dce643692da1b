/** Who may act for a project beside its own keys: its developer, signed in, and nobody else. */
import { beforeAll, describe, expect, test } from "vitest";
import { newDeveloper, type PlatformDeveloper } from "../plan/developer.ts";
import { callAs, useWholeWorld } from "../world/whole-world.ts";
import { call, createProject, type TestProject, track, useWorld } from "../world/world.ts";

const path = "/api/dashboard/live";

describe("a developer's session", () => {
  const world = useWholeWorld();
  let ada: PlatformDeveloper;
  let bob: PlatformDeveloper;
  let project: TestProject;
  const live = (developer: PlatformDeveloper, query: string) => callAs(world, developer, "api", `${path}?${query}`);

  beforeAll(async () => {
    ada = await newDeveloper(world);
    bob = await newDeveloper(world);
    project = await createProject(world, { platformId: ada.platformId });
  });

  test("opens what the project's secret key opens", async () => {
    await track(world, project, "first user", { amount: 3 });
    const asDeveloper = await live(ada, `projectId=${project.projectId}&mode=test`);
    const byKey = await call(world, path, { secretKey: project.secretKey });
    expect([asDeveloper.status, asDeveloper.json]).toMatchObject([200, { today: 3 }]);
    expect({ ...asDeveloper.json, at: "" }).toEqual({ ...byKey.json, at: "" });
  });

  test("finds nothing in another developer's project, or in one that is not there", async () => {
    for (const projectId of [project.projectId, "prj_0000000000000000", "nonsense", ""]) {
      const answer = await live(bob, `projectId=${projectId}&mode=test`);
      expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
    }
  });

  test("finds nothing in a project that was deleted, or in a mode that it has not", async () => {
    const { tenant, projectId } = await createProject(world, { platformId: ada.platformId });
    expect((await live(ada, `projectId=${projectId}&mode=live`)).status).toBe(404);
    await world.lab.deleteProject(tenant);
    expect((await live(ada, `projectId=${projectId}&mode=test`)).status).toBe(404);
  });

  test.each(["", "&mode=", "&mode=both"])("has to say the mode: %s", async (mode) => {
    const answer = await live(ada, `projectId=${project.projectId}${mode}`);
    expect([answer.status, answer.json.code]).toEqual([422, "validation_failed"]);
  });

  test("is refused when the token was changed", async () => {
    const forged = { ...ada, token: `${ada.token.slice(0, -8)}AAAAAAAA` };
    expect((await live(forged, `projectId=${project.projectId}&mode=test`)).status).toBe(401);
  });

  test("a key says its project itself and is refused beside another name of one", async () => {
    const answer = await call(world, `${path}?projectId=${project.projectId}`, { secretKey: project.secretKey });
    expect([answer.status, answer.json.code]).toEqual([422, "validation_failed"]);
  });
});

describe("where sessions can't be checked, because Clerk was not set up", () => {
  const world = useWorld();
  const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyXzEifQ.c2lnbmF0dXJl";

  test("keys go on, and a session is an error of ours that the log explains", async () => {
    const project = await createProject(world);
    expect((await call(world, path, { secretKey: project.secretKey })).status).toBe(200);
    const answer = await call(world, `${path}?projectId=${project.projectId}&mode=test`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect([answer.status, answer.json.code]).toEqual([500, "internal_error"]);
    const isLogged = () => world.log.some((line) => line.includes("CLERK_JWT_KEY is not set"));
    while (!isLogged()) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});
