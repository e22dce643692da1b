/** A developer's key pairs over HTTP: secrets appear once, and what was ended is ended for the very next call. */
import { describe, expect, test } from "vitest";
import { setStage } from "../guarantees/stage.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { type ApiCall, createProject, track } from "../world/world.ts";

const world = useWholeWorld();

async function newOwner() {
  const { connector, project } = await setStage(world);
  const send = (path: string, request: ApiCall = {}) => connector.call(path, request, "frontAuth");
  const keysPath = `/projects/${project.projectId}/keys`;
  const addKey = (body: object = { mode: "test", label: "CI" }, more: ApiCall = {}) =>
    send(keysPath, { method: "POST", body, ...more });
  const credentials = async () => (await send(`/get-credentials?projectId=${project.projectId}`)).json;
  return { project, platformId: connector.developer.platformId, send, keysPath, addKey, credentials };
}

/** What an answer that shows a secret says beside it: the same as every later one. */
const withoutSecret = ({ secretKey: _, ...key }: { secretKey: string }) => key;

describe("a key pair", () => {
  test("works at once, and its secret stands in no later answer", async () => {
    const { addKey, credentials, send } = await newOwner();
    const { json } = await addKey();
    expect((await track(world, json, "ada")).status).toBe(200);
    const later = await Promise.all([credentials(), send("/projects"), send("/audit-log")]);
    expect(JSON.stringify(later)).not.toContain(json.secretKey);
    expect(later[0].test).toContainEqual(expect.objectContaining({ label: "CI", status: "active" }));
  });

  test("is rotated with an overlap, or without", async () => {
    const { addKey, send, keysPath, credentials } = await newOwner();
    const first = (await addKey()).json;
    expect((await credentials()).test).toContainEqual(withoutSecret(first));
    const rotate = (body: object) => send(`${keysPath}/${first.publishableKey}/rotate`, { method: "POST", body });
    const second = (await rotate({ overlapSeconds: 600 })).json;
    expect(second.secretHints).toHaveLength(2);
    expect((await credentials()).test).toContainEqual(withoutSecret(second));
    expect((await track(world, first, "ada")).status).toBe(200);
    const third = (await rotate({ overlapSeconds: 0 })).json;
    expect(third.secretHints).toHaveLength(1);
    expect((await track(world, first, "ada")).status).toBe(401);
    expect((await track(world, second, "ada")).status).toBe(401);
    expect((await track(world, third, "ada")).status).toBe(200);
  });

  test("that was revoked ends at once, stays listed, and can't be rotated; others go on", async () => {
    const { addKey, send, keysPath, project, credentials } = await newOwner();
    const key = (await addKey()).json;
    const ended = await send(`${keysPath}/${key.publishableKey}`, { method: "DELETE" });
    expect(ended.json).toMatchObject({ status: "revoked", secretHints: [] });
    expect((await track(world, key, "ada")).status).toBe(401);
    expect((await track(world, project, "ada")).status).toBe(200);
    const statuses = (await credentials()).test.map(({ status }: { status: string }) => status);
    expect(statuses.sort()).toEqual(["active", "revoked"]);
    const again = await send(`${keysPath}/${key.publishableKey}/rotate`, { method: "POST", body: {} });
    expect([again.status, again.json.code]).toEqual([404, "not_found"]);
  });

  test("of live mode takes the plan, then a promotion", async () => {
    const { addKey, platformId } = await newOwner();
    const live = { mode: "live", label: "production" };
    expect((await addKey(live)).json.code).toBe("plan_required");
    await world.lab.coverPlatform(platformId, Number.MAX_SAFE_INTEGER);
    expect((await addKey(live)).json.code).toBe("not_promoted");
  });

  test("is one of at most twenty in a mode; a revoked one makes room", async () => {
    const { addKey, send, keysPath, credentials } = await newOwner();
    // At once, and more than there is room for beside the first.
    const made = await Promise.all(Array.from({ length: 25 }, () => addKey()));
    expect(made.filter(({ status }) => status === 200)).toHaveLength(19);
    expect((await addKey()).json.code).toBe("key_limit_reached");
    expect((await credentials()).test).toHaveLength(20);
    const [{ publishableKey }] = (await send("/projects")).json.data[0].modes.test.keys;
    await send(`${keysPath}/${publishableKey}`, { method: "DELETE" });
    expect((await addKey()).status).toBe(200);
  });

  test("of another project of one's own is not found under this one", async () => {
    const { send, keysPath, platformId } = await newOwner();
    const other = await createProject(world, { platformId });
    const answer = await send(`${keysPath}/${other.publishableKey}`, { method: "DELETE" });
    expect(answer.status).toBe(404);
    expect((await track(world, other, "ada")).status).toBe(200);
  });
});

describe("a call with an Idempotency-Key", () => {
  test("sent 50 times at once makes one pair and shows its secret once", async () => {
    const { addKey, credentials } = await newOwner();
    const answers = await Promise.all(Array.from({ length: 50 }, () => addKey(undefined, { idempotencyKey: "once" })));
    const shown = answers.filter(({ json }) => typeof json.secretKey === "string");
    expect(shown).toHaveLength(1);
    for (const { status, json } of answers) {
      expect([200, 409]).toContain(status);
      if (status === 409) expect(json.code).toBe("idempotency_in_progress");
    }
    expect((await credentials()).test).toHaveLength(2);
    const repeated = await addKey(undefined, { idempotencyKey: "once" });
    expect(repeated.headers.get("Idempotent-Replayed")).toBe("true");
    expect(repeated.json).toEqual({ ...shown[0]?.json, secretKey: null });
  });

  test("and other input is refused; the same key is another developer's to use", async () => {
    const [ada, bob] = [await newOwner(), await newOwner()];
    const more = { idempotencyKey: "same" };
    expect((await ada.addKey(undefined, more)).status).toBe(200);
    const other = await ada.addKey({ mode: "test", label: "other" }, more);
    expect([other.status, other.json.code]).toEqual([409, "idempotency_key_reused"]);
    expect((await bob.addKey(undefined, more)).json.secretKey).toMatch(/^sk_test_/);
  });

  test("that was refused is a first try when it can succeed", async () => {
    const { addKey, platformId } = await newOwner();
    const live = { mode: "live", label: "production" };
    expect((await addKey(live, { idempotencyKey: "k" })).json.code).toBe("plan_required");
    await world.lab.coverPlatform(platformId, Number.MAX_SAFE_INTEGER);
    expect((await addKey(live, { idempotencyKey: "k" })).json.code).toBe("not_promoted");
  });
});
