/** The machine's time, for business as for everything else. */
import type { Clock } from "@dream-api/domain";

export const systemClock: Clock = () => {
  const now = Date.now();
  return { real: now, business: now };
};

/** @param milliseconds of real time */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
