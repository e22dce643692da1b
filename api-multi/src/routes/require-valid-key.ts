import { DreamError, type VerifiedKey } from "@dream-api/domain";
import type { VerifiedCaller } from "@dream-api/http";
import type { Services } from "../services.ts";

/** For calls that no Meter answers: asks D1 whether the key still works. @throws DreamError `unauthorized`, `storage_unavailable` */
async function requireValidKey(key: VerifiedKey, { keys }: Services): Promise<void> {
  if (!(await askDatabase(keys.isKeyValid(key.scope, key)))) throw new DreamError("unauthorized");
}

/** The same, and whether an end user is still signed in. @throws DreamError `unauthorized`, `storage_unavailable` */
export async function requireValidCaller(caller: VerifiedCaller, services: Services): Promise<void> {
  if (caller.kind !== "token") return requireValidKey(caller, services);
  const isSignedIn = await askDatabase(services.memberships.isSignedIn(caller.scope, caller));
  if (!isSignedIn) throw new DreamError("unauthorized");
}

/** @throws DreamError `storage_unavailable` when D1 fails */
export async function askDatabase<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    throw new DreamError("storage_unavailable", {}, { cause });
  }
}
