/** Sign-ins that are over go, however many there are and however often they were refreshed; the others stay. */
import { purgeSignIns, type SignInStore } from "@dream-api/domain";
import { beforeEach, expect, test } from "vitest";
import { signInStore } from "../src/index.ts";
import { now, useDatabase } from "./database.ts";

const world = useDatabase();
const clock = () => ({ real: now(), business: 0 });
const tables = ["sign_in_requests", "sign_in_codes", "sign_in_families", "refresh_tokens"] as const;

interface Amounts {
  readonly families: number;
  /** Of each family. */
  readonly tokens: number;
  readonly requests?: number;
}

/** Writes as many as that, all to end at one time. */
async function write(name: string, expiresAt: number, { families, tokens, requests = 0 }: Amounts): Promise<void> {
  const d1 = world.database.$client;
  const numbers = (n: string) =>
    `WITH RECURSIVE n(i) AS (SELECT 1 WHERE ${n} > 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${n})`;
  await d1.batch([
    d1
      .prepare(`INSERT INTO sign_in_requests (request_hash, browser_hash, project_id, mode, publishable_key, redirect_uri,
          code_challenge, scopes, screen, created_at, expires_at)
        ${numbers("?3")} SELECT ?1 || i, '', 'prj', 'test', '', '', '', '', 'sign-in', 0, ?2 FROM n`)
      .bind(name, expiresAt, requests),
    d1
      .prepare(`INSERT INTO sign_in_codes (code_hash, project_id, mode, publishable_key, redirect_uri, code_challenge,
          scopes, user_id, clerk_user_id, clerk_session_id, authenticated_at, expires_at)
        ${numbers("?3")} SELECT ?1 || i, 'prj', 'test', '', '', '', '', '', '', '', 0, ?2 FROM n`)
      .bind(name, expiresAt, requests),
    d1
      .prepare(`INSERT INTO sign_in_families (family_id, code_hash, project_id, mode, publishable_key, user_id,
          clerk_user_id, clerk_session_id, scopes, authenticated_at, created_at, expires_at)
        ${numbers("?3")} SELECT ?1 || i, ?1 || i, 'prj', 'test', '', '', '', '', '', 0, 0, ?2 FROM n`)
      .bind(name, expiresAt, families),
    d1
      .prepare(`INSERT INTO refresh_tokens (token_hash, family_id, created_at)
        ${numbers("?2")} SELECT f.family_id || ' ' || i, f.family_id, 0 FROM sign_in_families f, n
        WHERE f.family_id GLOB ?1 || '[0-9]*'`)
      .bind(name, tokens),
  ]);
}

async function counts() {
  const { $client: d1 } = world.database;
  return Promise.all(tables.map((table) => d1.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>("n")));
}

beforeEach(async () => {
  const { $client: d1 } = world.database;
  for (const table of ["refresh_tokens", "sign_in_families", "sign_in_codes", "sign_in_requests"]) {
    await d1.prepare(`DELETE FROM ${table}`).run();
  }
});

test("one run takes away more than one portion of everything", async () => {
  await write("over", now(), { families: 350, tokens: 12, requests: 1500 });
  await write("going on", now() + 1, { families: 2, tokens: 3, requests: 4 });
  await purgeSignIns({ signIns: signInStore(world.database), clock });
  expect(await counts()).toEqual([4, 4, 2, 6]);
});

test("a sign-in with more tokens than a portion is taken away with all of them", async () => {
  await write("long", now() - 1, { families: 1, tokens: 4320 });
  await purgeSignIns({ signIns: signInStore(world.database), clock });
  expect(await counts()).toEqual([0, 0, 0, 0]);
});

test("a run ends before its lease does, and the next one goes on", async () => {
  await write("many", now(), { families: 2500, tokens: 1 });
  const signIns: Pick<SignInStore, "purge"> = signInStore(world.database);
  await purgeSignIns({ signIns, clock });
  expect((await counts())[2]).toBe(500);
  await purgeSignIns({ signIns, clock });
  expect(await counts()).toEqual([0, 0, 0, 0]);
});
