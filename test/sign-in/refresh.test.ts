/** A refresh token works once, for as long as the person is signed in, a member, and the app is there. */
import { describe, expect, test } from "vitest";
import { databaseOf } from "../world/hear.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { call, type TestProject } from "../world/world.ts";
import {
  askClerkAs,
  claimsIn,
  createApp,
  endSession,
  newPerson,
  type Person,
  refresh,
  signIn,
  withoutClerk,
} from "./sign-in-world.ts";

const world = useWholeWorld();

const dead = { status: 400, json: { error: "invalid_grant" } };

async function signedIn(app?: TestProject, person?: Person) {
  const own = app ?? (await createApp(world));
  const somebody = person ?? newPerson(world);
  return { app: own, person: somebody, tokens: await signIn(world, own, somebody) };
}

async function later<Answer>(milliseconds: number, ask: () => Promise<Answer>): Promise<Answer> {
  await world.stack.setClock({ real: milliseconds, business: 0 });
  try {
    return await ask();
  } finally {
    await world.stack.setClock({ real: 0, business: 0 });
  }
}

describe("a refresh token", () => {
  test("gives the next one, of the same person in the same sign-in", async () => {
    const { app, tokens } = await signedIn();
    const { json } = await refresh(world, app, tokens.refresh_token);
    const [before, after] = [claimsIn(tokens.access_token), claimsIn(json.access_token)];
    expect([after.sub, after.sid, after.aud]).toEqual([before.sub, before.sid, before.aud]);
    expect(after.jti).not.toBe(before.jti);
    expect(json.refresh_token).not.toBe(tokens.refresh_token);
    expect((await refresh(world, app, json.refresh_token)).status).toBe(200);
  });

  test("used twice ends the sign-in, also for the one that came from it", async () => {
    const { app, tokens } = await signedIn();
    const next = await refresh(world, app, tokens.refresh_token);
    expect(await refresh(world, app, tokens.refresh_token)).toMatchObject(dead);
    expect(await refresh(world, app, next.json.refresh_token)).toMatchObject(dead);
  });

  test("ends only its own sign-in: the person's other device goes on", async () => {
    const { app, person, tokens } = await signedIn();
    const other = await signIn(world, app, person);
    await refresh(world, app, tokens.refresh_token);
    await refresh(world, app, tokens.refresh_token);
    expect((await refresh(world, app, other.refresh_token)).status).toBe(200);
  });

  test("sent by several at once gives one answer, and that one is ended too", async () => {
    const { app, tokens } = await signedIn();
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(world, app, tokens.refresh_token)));
    const given = answers.filter(({ status }) => status === 200);
    expect(given).toHaveLength(1);
    expect(await refresh(world, app, given[0]?.json.refresh_token)).toMatchObject(dead);
  });

  test("of another client does nothing, and its owner goes on", async () => {
    const { app, tokens } = await signedIn();
    const other = await createApp(world);
    expect(await refresh(world, other, tokens.refresh_token)).toMatchObject(dead);
    expect((await refresh(world, app, tokens.refresh_token)).status).toBe(200);
  });

  test("that is an access token, a code or made up is none", async () => {
    const { app, tokens } = await signedIn();
    for (const text of [tokens.access_token, tokens.code, "refresh_made_up", tokens.refresh_token.slice(0, -1)]) {
      expect(await refresh(world, app, text)).toMatchObject(dead);
    }
  });

  test("lives for thirty days at most, however often it is used", async () => {
    const { app, tokens } = await signedIn();
    expect(await later(30 * 86_400_000, () => refresh(world, app, tokens.refresh_token))).toMatchObject(dead);
  });

  test("stands nowhere as it is", async () => {
    const { tokens } = await signedIn();
    const d1 = await databaseOf(world);
    for (const table of ["refresh_tokens", "sign_in_families", "sign_in_codes"]) {
      const { results } = await d1.prepare(`SELECT * FROM ${table}`).all();
      expect(JSON.stringify(results)).not.toContain(tokens.refresh_token.slice(8));
      expect(JSON.stringify(results)).not.toContain(tokens.code.slice(5));
    }
    expect(world.log.join("\n")).not.toContain(tokens.refresh_token);
  });
});

describe("a client that lost the answer", () => {
  const key = { "Idempotency-Key": "this-refresh" };

  test("repeats with its own key and goes on; what it never received is dead", async () => {
    const { app, tokens } = await signedIn();
    const lost = await refresh(world, app, tokens.refresh_token, key);
    const again = await refresh(world, app, tokens.refresh_token, key);
    expect(again.status).toBe(200);
    const next = await refresh(world, app, again.json.refresh_token);
    expect(next.status).toBe(200);
    expect(await refresh(world, app, lost.json.refresh_token)).toMatchObject(dead);
  });

  test("and that arrives while the first still runs gets one that works", async () => {
    const { app, tokens } = await signedIn();
    const answers = await Promise.all([1, 2, 3].map(() => refresh(world, app, tokens.refresh_token, key)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const outcomes: number[] = [];
    for (const { json } of answers) {
      if ((await refreshable(json.refresh_token)) === true) outcomes.push(1);
    }
    expect(outcomes).toHaveLength(1);
  });

  test("can't repeat after a minute, with another key, or once the answer was used", async () => {
    const slow = await signedIn();
    await refresh(world, slow.app, slow.tokens.refresh_token, key);
    const tooLate = await later(61_000, () => refresh(world, slow.app, slow.tokens.refresh_token, key));
    expect(tooLate).toMatchObject(dead);

    const thief = await signedIn();
    await refresh(world, thief.app, thief.tokens.refresh_token, key);
    const other = { "Idempotency-Key": "another" };
    expect(await refresh(world, thief.app, thief.tokens.refresh_token, other)).toMatchObject(dead);

    const done = await signedIn();
    const next = await refresh(world, done.app, done.tokens.refresh_token, key);
    await refresh(world, done.app, next.json.refresh_token);
    expect(await refresh(world, done.app, done.tokens.refresh_token, key)).toMatchObject(dead);
  });

  /** Whether a token is one that waits to be used. */
  async function refreshable(token: string): Promise<boolean> {
    const { createHash } = await import("node:crypto");
    const hash = createHash("sha256").update(token).digest("hex");
    const d1 = await databaseOf(world);
    return (await d1.prepare("SELECT 1 FROM refresh_tokens WHERE token_hash = ?").bind(hash).first()) !== null;
  }
});

describe("refreshing ends", () => {
  const ends: [string, (all: Awaited<ReturnType<typeof signedIn>>) => Promise<unknown>][] = [
    ["with the session at Clerk", ({ person }) => endSession(world, person)],
    [
      "with the person's account",
      ({ person }) => askClerkAs(world, "test", `/v1/users/${person.clerkUserId}`, "DELETE"),
    ],
    [
      "with the membership, when the developer deletes the customer",
      ({ app, tokens }) =>
        call(world, `/api/customers/${claimsIn(tokens.access_token).sub}`, {
          method: "DELETE",
          secretKey: app.secretKey,
        }),
    ],
    ["with the project", ({ app }) => world.lab.deleteProject(app.tenant)],
    [
      "with the developer's account",
      async ({ app }) =>
        (await databaseOf(world))
          .prepare("UPDATE platforms SET closed_at = 1 WHERE platform_id = ?")
          .bind(app.platformId)
          .run(),
    ],
    ["with the publishable key", ({ app }) => world.lab.revokeKeys(app.tenant, app.publishableKey)],
  ];

  test.each(ends)("%s", async (_name, end) => {
    const all = await signedIn();
    await end(all);
    const answer = await refresh(world, all.app, all.tokens.refresh_token);
    expect([answer.status, answer.json.error]).toEqual(
      expect.arrayContaining([expect.stringMatching(/^invalid_(grant|client)$/)]),
    );
    expect(answer.json.access_token).toBeUndefined();
  });

  test("not while Clerk does not answer: nothing is used up, and it works afterwards", async () => {
    const { app, tokens } = await signedIn();
    const answer = await withoutClerk(world, () => refresh(world, app, tokens.refresh_token));
    expect(answer).toMatchObject({ status: 503, json: { error: "temporarily_unavailable" } });
    expect(answer.headers.get("Retry-After")).not.toBeNull();
    expect((await refresh(world, app, tokens.refresh_token)).status).toBe(200);
  });
});

test("what is over is taken away, and what lives stays", async () => {
  const [old, young] = [await signedIn(), await signedIn()];
  const d1 = await databaseOf(world);
  await d1
    .prepare("UPDATE sign_in_families SET expires_at = 1 WHERE user_id = ?")
    .bind(claimsIn(old.tokens.access_token).sub)
    .run();
  await later(2 * 3_600_000, () => world.stack.runCrons());
  const left = await d1.prepare("SELECT user_id FROM sign_in_families").all<{ user_id: string }>();
  const users = left.results.map(({ user_id }) => user_id);
  expect(users).toContain(claimsIn(young.tokens.access_token).sub);
  expect(users).not.toContain(claimsIn(old.tokens.access_token).sub);
  expect((await refresh(world, young.app, young.tokens.refresh_token)).status).toBe(200);
});
