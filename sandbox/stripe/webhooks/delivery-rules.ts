/** How deliveries may be broken on purpose, and when a refused one is tried again. */

export interface DeliveryRules {
  /** Held events wait until they are let go. */
  isHeld: boolean;
  isShuffled: boolean;
  isDuplicated: boolean;
  /** The first attempt of each event gets lost, as if the target had been down. */
  dropsFirst: boolean;
  delayMs: number;
  /** Milliseconds before the second, third… attempt; null is as long as Stripe waits. */
  retryDelaysMs: number[] | null;
}

export const inOrder: DeliveryRules = {
  isHeld: false,
  isShuffled: false,
  isDuplicated: false,
  dropsFirst: false,
  delayMs: 0,
  retryDelaysMs: null,
};

const minute = 60_000;
const hour = 60 * minute;
const threeDays = 72 * hour;
const doublings = Array.from({ length: 9 }, (_, index) => 5 * minute * 2 ** index);

/**
 * Stripe tries three times over a few hours in test mode and backs off for up to three days in live mode. It does not
 * publish the intervals: these are ours.
 */
export const stripeRetryDelaysMs = {
  test: [hour, 2 * hour],
  live: [...doublings, threeDays - doublings.reduce((sum, delay) => sum + delay, 0)],
};

/** @returns what is wrong with it, when something is */
export function withRules(rules: DeliveryRules, change: Record<string, unknown>): DeliveryRules | string {
  for (const [name, value] of Object.entries(change)) {
    if (!(name in inOrder)) return `There is no rule ${name}; there are ${Object.keys(inOrder).join(", ")}`;
    if (name === "delayMs" && !isDelay(value)) return "delayMs is a whole number of milliseconds from 0";
    if (name === "retryDelaysMs" && value !== null && !(Array.isArray(value) && value.every(isDelay))) {
      return "retryDelaysMs is a list of whole numbers of milliseconds, or null for as long as Stripe waits";
    }
    if (typeof inOrder[name as keyof DeliveryRules] === "boolean" && typeof value !== "boolean") {
      return `${name} is true or false`;
    }
  }
  return { ...rules, ...change };
}

function isDelay(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
