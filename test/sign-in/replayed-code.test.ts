/**
 * A code that somebody uses a second time, at every moment of its first use: at most one of the two gets tokens, and what
 * it got is over.
 */
import { DreamError, type ExchangeDependencies, exchangeCode } from "@dream-api/domain";
import { openDatabase, signInClients, signInStore } from "@dream-api/storage";
import { createTokenSigner, openSigningKeys } from "@dream-api/tokens";
import { beforeEach, describe, expect, test } from "vitest";
import { makeTokenSigningKeys } from "../../scripts/local/local-secrets.ts";
import { betweenQuestions, type Interruption } from "../world/between-questions.ts";
import { databaseOf } from "../world/hear.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import type { ApiAnswer, TestProject } from "../world/world.ts";
import {
  authorizeUrl,
  createApp,
  exchange,
  newBrowser,
  newPerson,
  newPkce,
  passPages,
  redirectUri,
  refresh,
} from "./sign-in-world.ts";

const world = useWholeWorld();
let app: TestProject;

beforeEach(async () => {
  app = await createApp(world);
});

async function newCode() {
  const pkce = newPkce();
  const back = await passPages(newBrowser(world), authorizeUrl(world, app, pkce), newPerson(world));
  return { code: back.searchParams.get("code") ?? "", pkce };
}

/** What an exchange works with here, and somebody who comes between at one of its questions to D1. */
async function portsWith(interruption: Interruption | null) {
  const { d1, asked } = betweenQuestions((await databaseOf(world)) as never, interruption);
  const database = openDatabase(d1);
  const deps: ExchangeDependencies = {
    clients: signInClients(database),
    signIns: signInStore(database),
    signer: createTokenSigner({ keys: openSigningKeys(makeTokenSigningKeys()), issuer: world.urls.endUserAuth }),
    clock: () => ({ real: Date.now(), business: Date.now() }),
  };
  return { deps, asked };
}

/** @returns the refresh token; null when it was refused */
async function exchangeHere(code: string, codeVerifier: string, deps: ExchangeDependencies): Promise<string | null> {
  const given = { clientId: app.publishableKey, code, redirectUri, codeVerifier };
  try {
    return (await exchangeCode(given, deps)).refresh_token;
  } catch (error) {
    if (error instanceof DreamError && error.code === "invalid_grant") return null;
    throw error;
  }
}

const refused = { error: "invalid_grant" };

test("a code that is used once gives a sign-in that goes on, after four questions to D1", async () => {
  const { code, pkce } = await newCode();
  const { deps, asked } = await portsWith(null);
  const token = await exchangeHere(code, pkce.verifier, deps);
  expect(asked()).toBe(questions);
  expect((await refresh(world, app, token ?? "")).status).toBe(200);
});

const questions = 4;
const moments = Array.from({ length: questions }, (_none, at) => [
  { at, when: "before" as const },
  { at, when: "after" as const },
]).flat();

describe.each(moments)("a second use $when question $at of the first", (moment) => {
  test.each([true, false])("ends it, whether it knows the verifier or not: %s", async (isKnowing) => {
    const { code, pkce } = await newCode();
    let replay: ApiAnswer | undefined;
    const { deps } = await portsWith({
      ...moment,
      async run() {
        replay = await exchange(world, app, code, isKnowing ? pkce : newPkce());
      },
    });
    const first = await exchangeHere(code, pkce.verifier, deps);
    expect(replay?.status).toBeOneOf([200, 400]);
    const given = [first, replay?.json.refresh_token ?? null].filter((token) => token !== null);
    expect(given.length).toBeLessThanOrEqual(1);
    for (const token of given) expect((await refresh(world, app, token)).json).toMatchObject(refused);
  });
});

test("eight uses at once: one gets tokens, and they are over", async () => {
  for (let round = 0; round < 5; round++) {
    const { code, pkce } = await newCode();
    const answers = await Promise.all(Array.from({ length: 8 }, () => exchange(world, app, code, pkce)));
    const given = answers.filter(({ status }) => status === 200);
    expect(given).toHaveLength(1);
    expect((await refresh(world, app, given[0]?.json.refresh_token)).json).toMatchObject(refused);
  }
});
