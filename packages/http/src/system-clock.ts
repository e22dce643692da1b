/** The machine's time, for business as for everything else. */
import type { Clock } from "@dream-api/domain";

export const systemClock: Clock = () => {
  const now = Date.now();
  return { real: now, business: now };
};
