import {
  createClaimProofs,
  type Developer,
  DreamError,
  generatePlatformId,
  newProjectId,
  platformScopeOf,
  scopeOf,
} from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { claimStore, developerDirectory, platformPlans, tenantKeys, tenantProjects } from "../src/index.ts";
import { now, useDatabase } from "./database.ts";

const world = useDatabase();
const proofs = createClaimProofs("a secret of the Worker");
const actor = { name: "developer", requestId: null } as const;

let people = 0;
function somebody(more: Partial<Developer> = {}): Developer {
  people += 1;
  const clerkUserId = `user_${people}`;
  return { clerkUserId, email: `person-${people}@example.com`, name: "Ada", isBanned: false, claim: null, ...more };
}

function firstLogin(developer: Developer | null, claim?: string) {
  const announced: string[] = [];
  const login = generatePlatformId(
    { clerkUserId: developer?.clerkUserId ?? "user_nobody", sessionId: "sess_1" },
    { actor, claim },
    {
      directory: developerDirectory(world.database),
      claims: claimStore(world.database),
      proofs,
      findDeveloper: async () => developer,
      announce: async (scope) => {
        announced.push(scope.projectId);
        return "announced";
      },
      clock: () => ({ real: now(), business: now() }),
    },
  );
  return { login, announced };
}

/** As after a registration without a browser: a platform of nobody, a project and a key. */
async function register(email: string) {
  const platformId = `plt_${newProjectId()}`;
  const scope = scopeOf(newProjectId(), "test");
  const d1 = world.database.$client;
  await d1.prepare("INSERT INTO platforms (platform_id, created_at) VALUES (?, 1)").bind(platformId).run();
  await d1
    .prepare("INSERT INTO registrations (platform_id, email, created_at, ready_at) VALUES (?, ?, 1, 1)")
    .bind(platformId, email)
    .run();
  const project = { platformId, name: "Registered", type: "saas", currency: "usd" } as const;
  await tenantProjects(world.database, now).createProject(scope, project);
  const publishableKey = `pk_test_${scope.projectId}`;
  const secretHash = `hash of ${scope.projectId}`;
  const secret = { secretHash, hint: "sk_test_…", createdAt: 1 };
  await tenantKeys(world.database, now).addPair(scope, { publishableKey, label: "first", secret, room: { ever: 1 } });
  const isKeyValid = () =>
    tenantKeys(world.database, now).isKeyValid(scope, { kind: "sk", mode: "test", scope, lookup: secretHash });
  return { platformId, scope, isKeyValid, proof: await proofs.proofOf(platformId) };
}

const accountOf = (platformId: string) => platformPlans(world.database).readAccount(platformScopeOf(platformId));
const ownerOf = ({ scope }: { scope: { projectId: string } }) =>
  world.database.$client
    .prepare("SELECT platform_id FROM projects WHERE project_id = ?")
    .bind(scope.projectId)
    .first<string>("platform_id");

describe("a first login", () => {
  test("of ten at once makes one platform, with what Clerk says of the developer", async () => {
    const ada = somebody();
    const logins = await Promise.all(Array.from({ length: 10 }, () => firstLogin(ada).login));
    expect(new Set(logins.map(({ platform }) => platform.platformId)).size).toBe(1);
    expect(logins.filter(({ isNew }) => isNew)).toHaveLength(1);
    const [{ platform }] = logins as [(typeof logins)[0]];
    expect(platform.platformId).toMatch(/^plt_/);
    expect(await accountOf(platform.platformId)).toMatchObject({ email: ada.email, name: "Ada", isClosed: false });
  });

  test("is refused to a user whom Clerk does not have, or has banned", async () => {
    for (const developer of [null, somebody({ isBanned: true })]) {
      await expect(firstLogin(developer).login).rejects.toThrow(DreamError);
    }
  });
});

describe("a registration", () => {
  test("becomes the platform of the person who followed its invitation, and its keys end", async () => {
    const ada = somebody();
    const registered = await register(ada.email ?? "");
    expect(await registered.isKeyValid()).toBe(true);
    const { login, announced } = firstLogin({ ...ada, claim: registered.proof });
    expect(await login).toMatchObject({
      platform: { platformId: registered.platformId },
      isNew: true,
      claimedProjects: [registered.scope.projectId],
    });
    expect(announced).toEqual([registered.scope.projectId]);
    expect(await registered.isKeyValid()).toBe(false);
    expect(await accountOf(registered.platformId)).toMatchObject({ clerkUserId: ada.clerkUserId, email: ada.email });
  });

  test("goes into the platform that its owner has already, by the proof in the link", async () => {
    const ada = somebody();
    const { platform } = await firstLogin(ada).login;
    const registered = await register(ada.email ?? "");
    const again = await firstLogin(ada, registered.proof).login;
    expect(again).toEqual({ platform, isNew: false, claimedProjects: [registered.scope.projectId] });
    expect(await ownerOf(registered)).toBe(platform.platformId);
    expect(await registered.isKeyValid()).toBe(false);
    expect(await accountOf(registered.platformId)).toMatchObject({ isClosed: true });
  });

  test("one proof brings all that was registered for the address", async () => {
    const ada = somebody();
    const [first, second] = [await register(ada.email ?? ""), await register(ada.email ?? "")];
    const { claimedProjects } = await firstLogin(ada, second.proof).login;
    expect([...claimedProjects].sort()).toEqual([first.scope.projectId, second.scope.projectId].sort());
    expect(await ownerOf(first)).toBe(await ownerOf(second));
  });

  test.each([
    ["the same address without a proof", (ada: Developer, _proof: string) => ({ developer: ada })],
    [
      "a proof under an unverified address",
      (ada: Developer, proof: string) => ({ developer: { ...ada, email: null }, proof }),
    ],
    ["a proof under another address", (_ada: Developer, proof: string) => ({ developer: somebody(), proof })],
    [
      "a proof with a wrong tag",
      (ada: Developer, proof: string) => ({
        developer: ada,
        proof: proof.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
      }),
    ],
  ])("is not given away for %s", async (_case, attempt) => {
    const ada = somebody();
    const registered = await register(ada.email ?? "");
    const { developer, proof } = { proof: undefined, ...attempt(ada, registered.proof) };
    expect((await firstLogin(developer, proof).login).claimedProjects).toEqual([]);
    expect(await ownerOf(registered)).toBe(registered.platformId);
    expect(await registered.isKeyValid()).toBe(true);
  });

  test("is claimed once by many logins at once", async () => {
    const ada = somebody();
    const registered = await register(ada.email ?? "");
    const logins = await Promise.all(Array.from({ length: 6 }, () => firstLogin(ada, registered.proof).login));
    expect(logins.flatMap(({ claimedProjects }) => claimedProjects)).toEqual([registered.scope.projectId]);
    expect(new Set(logins.map(({ platform }) => platform.platformId)).size).toBe(1);
  });
});
