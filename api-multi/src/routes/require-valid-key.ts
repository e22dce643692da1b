import { DreamError, type VerifiedKey } from "@dream-api/domain";
import type { Services } from "../services.ts";

/** For calls that no Meter answers: asks D1 whether the key still works. @throws DreamError `unauthorized`, `storage_unavailable` */
export async function requireValidKey(key: VerifiedKey, { keys }: Services): Promise<void> {
  if (!(await askDatabase(keys.isKeyValid(key.scope, key)))) throw new DreamError("unauthorized");
}

/** @throws DreamError `storage_unavailable` when D1 fails */
export async function askDatabase<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    throw new DreamError("storage_unavailable", {}, { cause });
  }
}
