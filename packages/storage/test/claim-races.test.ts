/** A registration and its claim at once: whatever comes first, no key of the registrant's opens what was claimed. */
import {
  createClaimProofs,
  createKeySigner,
  createSubjectHash,
  DreamError,
  generatePlatformId,
  mintKeyPair,
  newId,
  newProjectId,
  quotas,
  registerDeveloper,
} from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import {
  attemptCountStore,
  claimStore,
  developerDirectory,
  platformAccountView,
  registrationStore,
  tenantKeys,
  tenantProjects,
} from "../src/index.ts";
import { now, useDatabase } from "./database.ts";

const world = useDatabase();
const proofs = createClaimProofs("a secret of the Worker");
const actor = { name: "system", requestId: null } as const;
const clock = () => ({ real: now(), business: now() });
const announce = async () => "announced" as const;
const steps = ["createProject", "mintKeys", "openToClaims"] as const;
let people = 0;

type Between = Partial<Record<(typeof steps)[number], () => Promise<unknown>>>;

/** @param before what somebody else does right before a step */
function register(email: string, before: Between = {}) {
  const { database } = world;
  const registrations = registrationStore(database);
  const keys = {
    keys: tenantKeys(database, now),
    signer: createKeySigner(`1.${"k".repeat(32)}`, undefined),
    announce,
    clock,
  };
  return registerDeveloper(
    { email },
    { from: `caller of ${newId("request")}`, actor },
    {
      registrations: {
        async openToClaims(platformId, at) {
          await before.openToClaims?.();
          await registrations.openToClaims(platformId, at);
        },
        addRegistration: (registration) => registrations.addRegistration(registration),
        keepInvitation: (...names) => registrations.keepInvitation(...names),
        findInvitation: (address) => registrations.findInvitation(address),
        listUninvited: (limit) => registrations.listUninvited(limit),
      },
      attempts: attemptCountStore(database),
      hashSubject: createSubjectHash("a secret"),
      async createProject(scope, project) {
        await before.createProject?.();
        await tenantProjects(database, now).createProject(scope, project);
      },
      async mintKeys(scope, label) {
        await before.mintKeys?.();
        return mintKeyPair(scope, label, keys);
      },
      afterwards: () => undefined,
      proofs,
      invite: async () => ({ invitationId: "inv" }),
      claimUrl: (proof) => proof,
      clock,
      report: () => undefined,
    },
  );
}

/** Somebody who reads what is mailed to an address of theirs. */
function somebody() {
  people += 1;
  const email = `reader-${people}@example.com`;
  const developer = { clerkUserId: `user_reader_${people}`, email, name: null, isBanned: false, claim: null };
  const login = (claim?: string) =>
    generatePlatformId(
      { clerkUserId: developer.clerkUserId, sessionId: "sess" },
      { actor, claim },
      {
        directory: developerDirectory(world.database),
        claims: claimStore(world.database),
        proofs,
        findDeveloper: async () => developer,
        announce,
        clock,
      },
    );
  return { email, login };
}

const rows = async (query: string, ...values: unknown[]) =>
  (
    await world.database.$client
      .prepare(query)
      .bind(...values)
      .all()
  ).results;

describe("a claim by an earlier mail", () => {
  test.each([true, false])(
    "leaves no key with a registrant who is at any step (with an account: %s)",
    async (isKnown) => {
      for (const step of steps) {
        const ada = somebody();
        if (isKnown) await ada.login();
        const earlier = await register(ada.email);
        const proof = await proofs.proofOf(earlier.platformId);
        const registered = await register(ada.email, { [step]: () => ada.login(proof) });
        const { platform } = await ada.login(await proofs.proofOf(registered.platformId));
        const ofAda = "project_id IN (SELECT project_id FROM projects WHERE platform_id = ?)";
        const working = await rows(
          `SELECT 1 FROM api_secrets WHERE (expires_at IS NULL OR expires_at > 0) AND ${ofAda}`,
          platform.platformId,
        );
        expect([step, working]).toEqual([step, []]);
        expect(await rows("SELECT 1 FROM projects WHERE platform_id = ?", platform.platformId)).toHaveLength(2);
      }
    },
  );

  test("leaves no address in D1", async () => {
    const ada = somebody();
    const first = await register(ada.email);
    await register(ada.email);
    await ada.login(await proofs.proofOf(first.platformId));
    expect(await rows("SELECT 1 FROM registrations WHERE email = ?", ada.email)).toEqual([]);
  });
});

describe("the quota of projects", () => {
  /** A developer with room for two more, for whom four are registered. */
  async function almostFull() {
    const ada = somebody();
    const { platform } = await ada.login();
    const values = Array.from(
      { length: quotas.projects - 2 },
      () => `('${newProjectId()}', '${platform.platformId}', 'A', 'saas', 'usd', 1)`,
    );
    const columns = "project_id, platform_id, name, type, currency, created_at";
    await rows(`INSERT INTO projects (${columns}) VALUES ${values.join()}`);
    const registered = [];
    for (let index = 0; index < 4; index++) registered.push(await register(ada.email));
    const claim = await proofs.proofOf(registered[3]?.platformId ?? "");
    return { ...ada, platform, registered, claim };
  }

  test("holds for what is claimed: the rest waits, and the developer is told", async () => {
    const { email, login, platform, registered, claim } = await almostFull();
    const { claimedProjects } = await login(claim);
    // What the mail spoke of comes first.
    expect([claimedProjects.length, claimedProjects[0]]).toEqual([2, registered[3]?.scope.projectId]);
    const view = platformAccountView(world.database);
    expect((await view.readUse(platform)).projects).toBe(quotas.projects);
    expect(await rows("SELECT 1 FROM registrations WHERE email = ?", email)).toHaveLength(2);
    expect(await view.listStandingNotices(platform, 10)).toMatchObject([{ kind: "registrations_left" }]);
  });

  test("holds when a mail is followed many times at once", async () => {
    const { login, platform, claim } = await almostFull();
    await Promise.all(Array.from({ length: 4 }, () => login(claim)));
    expect((await platformAccountView(world.database).readUse(platform)).projects).toBe(quotas.projects);
  });
});

test("a registration that nobody gave keys to can't be claimed", async () => {
  const ada = somebody();
  const stopped = register(ada.email, {
    mintKeys: () => Promise.reject(new DreamError("storage_unavailable")),
  });
  await expect(stopped).rejects.toThrow(DreamError);
  const [row] = await rows("SELECT platform_id FROM registrations WHERE email = ?", ada.email);
  const proof = await proofs.proofOf(String(row?.platform_id));
  expect((await ada.login(proof)).claimedProjects).toEqual([]);
});
