/** Whether everything that was acknowledged is counted, and nothing else: asked of the API, user by user. */
import type { BenchCase } from "./bench-cases.ts";

/** @param acknowledgedEvents of the case, over the whole run. @throws Error when the counts do not add up exactly */
export async function checkCounts(apiUrl: string, measured: BenchCase, acknowledgedEvents: number): Promise<void> {
  let counted = 0;
  for (const { secretKey, userId } of measured.users) {
    const headers = { authorization: `Bearer ${secretKey}`, "x-user-id": userId };
    const answer = await fetch(`${apiUrl}/api/usage`, { headers });
    const { usage } = (await answer.json()) as { usage: { count: number } };
    counted += usage.count;
  }
  if (counted !== acknowledgedEvents) {
    throw new Error(`${measured.name}: ${acknowledgedEvents} acknowledged, but ${counted} counted`);
  }
}
