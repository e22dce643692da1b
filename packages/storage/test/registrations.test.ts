import {
  createClaimProofs,
  createSubjectHash,
  type InvitationDependencies,
  inviteOwner,
  inviteOwners,
  newId,
  ProviderFailure,
} from "@dream-api/domain";
import { expect, test } from "vitest";
import { attemptCountStore, registrationStore } from "../src/index.ts";
import { now, useDatabase } from "./database.ts";

const world = useDatabase();
const actor = { name: "system", requestId: null } as const;
let addresses = 0;

/** A registered address, and mails that go out as the given answers say. */
async function registered(answers: ("sent" | ProviderFailure)[], times = 1) {
  addresses += 1;
  const email = `agent-${addresses}@example.com`;
  const registrations = registrationStore(world.database);
  const platformIds: string[] = [];
  for (let index = 0; index < times; index++) {
    const platformId = newId("platform");
    await registrations.addRegistration({ platformId, email, at: now() + index, realNow: now(), actor });
    await registrations.openToClaims(platformId, now() + index);
    platformIds.push(platformId);
  }
  const mails: string[] = [];
  let at = now();
  const deps: InvitationDependencies = {
    registrations,
    attempts: attemptCountStore(world.database),
    hashSubject: createSubjectHash("a secret"),
    proofs: createClaimProofs("a secret"),
    invite: async ({ email: to }) => {
      const answer = answers.shift() ?? "sent";
      if (answer !== "sent") throw answer;
      mails.push(to);
      return { invitationId: `inv_${mails.length}` };
    },
    claimUrl: (proof) => `https://example.com/?claim=${proof}`,
    clock: () => ({ real: at, business: at }),
    report: () => undefined,
  };
  const uninvited = async () => (await registrations.listUninvited(100)).filter((one) => one.email === email).length;
  const nextDay = () => {
    at += 86_400_000;
  };
  const invite = (index = 0) => inviteOwner({ platformId: platformIds[index] ?? "", email }, deps);
  return { deps, mails, email, uninvited, nextDay, invite };
}

const failure = (kind: ProviderFailure["kind"]) => new ProviderFailure("clerk", { call: "invite", kind });

test("a mail that could not be sent is sent by the next run", async () => {
  const { deps, mails, email, uninvited, invite } = await registered([failure("unavailable")]);
  await invite();
  expect([mails, await uninvited()]).toEqual([[], 1]);
  await inviteOwners(deps);
  expect([mails, await uninvited()]).toEqual([[email], 0]);
});

test("an address that Clerk refuses is not written to again", async () => {
  const { deps, mails, uninvited, invite } = await registered([failure("refused")]);
  await invite();
  await inviteOwners(deps);
  expect([mails, await uninvited()]).toEqual([[], 0]);
});

test("one mail a day goes to an address, and it is good for all that waits for it", async () => {
  const { mails, email, uninvited, invite, nextDay } = await registered([], 3);
  await invite(0);
  await invite(1);
  expect([mails, await uninvited()]).toEqual([[email], 1]);
  nextDay();
  await invite(2);
  expect([mails, await uninvited()]).toEqual([[email, email], 0]);
});

test("nobody is mailed for a registration that has no keys yet", async () => {
  const registrations = registrationStore(world.database);
  const platformId = newId("platform");
  const email = "early@example.com";
  await registrations.addRegistration({ platformId, email, at: now(), realNow: now(), actor });
  const isListed = async () => (await registrations.listUninvited(100)).some((one) => one.email === email);
  expect(await isListed()).toBe(false);
  await registrations.openToClaims(platformId, now());
  expect(await isListed()).toBe(true);
});
