/**
 * Time as the rules see it. `real` is the machine's time: credentials, leases, rate-limit minutes, idempotency
 * windows and sequence numbers. `business` is what periods, trials and grace run on; locally a developer can
 * advance it, in production both are the same. Epoch milliseconds.
 */
export interface Instant {
  readonly real: number;
  readonly business: number;
}

export type Clock = () => Instant;

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
