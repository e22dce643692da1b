/** Projects, their settings, their end, and what is written down of it, over HTTP. */
import { describe, expect, test } from "vitest";
import { setStage } from "../guarantees/stage.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { type ApiCall, createProject, track } from "../world/world.ts";

const world = useWholeWorld();

async function newOwner() {
  const { connector, project } = await setStage(world);
  const send = (path: string, request: ApiCall = {}) => connector.call(path, request, "frontAuth");
  const path = `/projects/${project.projectId}`;
  const change = (body: object) => send(path, { method: "PATCH", body: { mode: "test", ...body } });
  return { project, platformId: connector.developer.platformId, send, path, change };
}

describe("the settings of a project", () => {
  test("change one by one; null takes a value away", async () => {
    const { change, send } = await newOwner();
    await change({ name: "Renamed", redirectUris: ["https://app.example/back"] });
    await change({ defaultUrls: { successUrl: "https://app.example/ok", cancelUrl: "https://app.example/no" } });
    await change({ defaultUrls: { cancelUrl: null }, branding: { colour: "#102030" } });
    const [project] = (await send("/projects")).json.data;
    expect(project).toMatchObject({ name: "Renamed", modes: { live: null } });
    expect(project.modes.test).toMatchObject({
      redirectUris: ["https://app.example/back"],
      allowedOrigins: [],
      defaultUrls: { successUrl: "https://app.example/ok", cancelUrl: null, returnUrl: null },
      branding: { name: null, colour: "#102030", logoUrl: null },
      tiers: 2,
      products: 0,
    });
  });

  test.each([
    ["http origin", { allowedOrigins: ["http://app.example"] }],
    ["origin with a path", { allowedOrigins: ["https://app.example/"] }],
    ["http redirect", { redirectUris: ["http://app.example/back"] }],
    ["script for a logo", { branding: { logoUrl: "javascript:alert(1)" } }],
    ["colour in words", { branding: { colour: "red;}" } }],
    ["name of nothing", { name: "  " }],
  ])("take no %s, and then nothing changes", async (_kind, body) => {
    const { change, send } = await newOwner();
    const before = (await send("/projects")).text;
    expect((await change({ ...body })).json.code).toBe("validation_failed");
    expect((await send("/projects")).text).toBe(before);
  });

  test("of live are there after a promotion only", async () => {
    const { change } = await newOwner();
    const answer = await change({ mode: "live", allowedOrigins: [] });
    expect([answer.status, answer.json.code]).toEqual([409, "not_promoted"]);
  });
});

describe("a project", () => {
  test("ends with its name: its keys stop, it is listed no more, its log stays", async () => {
    const { project, send, path } = await newOwner();
    expect((await track(world, project, "ada")).status).toBe(200);
    const wrong = await send(path, { method: "DELETE", body: { name: "a project" } });
    expect(wrong.json.issues[0].path).toBe("body.name");
    expect((await track(world, project, "ada")).status).toBe(200);
    expect((await send(path, { method: "DELETE", body: { name: "A project" } })).json).toEqual({ deleted: true });
    expect((await track(world, project, "ada")).status).toBe(401);
    expect((await send("/projects")).json.data).toEqual([]);
    expect((await send(`/get-credentials?projectId=${project.projectId}`)).status).toBe(404);
    const log = (await send(`/audit-log?projectId=${project.projectId}`)).json.data;
    expect(log[0]).toMatchObject({ action: "project.deleted", actor: "developer", projectId: project.projectId });
    expect(log[0].requestId).toMatch(/^req_/);
  });
});

describe("the audit log", () => {
  test("is read in pages, the newest first, with nothing twice and nothing left out", async () => {
    const { change, send } = await newOwner();
    for (let count = 1; count <= 7; count++) await change({ name: `Name ${count}` });
    const whole = (await send("/audit-log?limit=100")).json;
    const seen: number[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { json } = await send(`/audit-log?limit=3${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
      expect(json.data.length).toBeLessThanOrEqual(3);
      seen.push(...json.data.map(({ id }: { id: number }) => id));
      expect(json.hasMore).toBe(json.nextCursor !== null);
      cursor = json.nextCursor;
    }
    expect(seen).toEqual(whole.data.map(({ id }: { id: number }) => id));
    expect(seen.length).toBeGreaterThanOrEqual(8);
    expect([...seen].sort((left, right) => right - left)).toEqual(seen);
  });

  test.each(["cursor=nonsense", `cursor=${btoa("after:x")}`, `cursor=${btoa("after:-1")}`, "limit=0", "limit=101"])(
    "refuses %s",
    async (query) => {
      const { send } = await newOwner();
      for (const list of ["/audit-log", "/notices"]) {
        const answer = await send(`${list}?${query}`);
        expect([answer.status, answer.json.code]).toEqual([422, "validation_failed"]);
      }
    },
  );

  test("of another developer's project is not there", async () => {
    const { send } = await newOwner();
    const theirs = await createProject(world);
    expect((await send(`/audit-log?projectId=${theirs.projectId}`)).status).toBe(404);
  });
});
