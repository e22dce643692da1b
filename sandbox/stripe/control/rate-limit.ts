/** Stripe's limit on calls: so many a second for an account in a mode, and never more; off until it is switched on. */
import type { Scope } from "../store/object-store.ts";

const secondMs = 1000;

export class RateLimit {
  /** Null lets every call through. */
  callsPerSecond: number | null = null;
  /** Since the start or {@link forget}: calls that were answered, and those that were refused for being too many. */
  readonly counts = { let: 0, refused: 0 };
  readonly #now: () => number;
  readonly #lately = new Map<string, number[]>();

  /** @param now milliseconds of real time */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns whether the call may be made */
  take({ account, livemode }: Scope): boolean {
    const isAllowed = this.callsPerSecond === null || this.#takeOne(`${account} ${livemode}`, this.callsPerSecond);
    this.counts[isAllowed ? "let" : "refused"] += 1;
    return isAllowed;
  }

  forget(): void {
    this.callsPerSecond = null;
    this.#lately.clear();
    Object.assign(this.counts, { let: 0, refused: 0 });
  }

  /** Over any second, not by the second: a burst at its turn is one burst. */
  #takeOne(caller: string, callsPerSecond: number): boolean {
    const at = this.#now();
    const lately = (this.#lately.get(caller) ?? []).filter((moment) => moment > at - secondMs);
    this.#lately.set(caller, lately);
    if (lately.length >= callsPerSecond) return false;
    lately.push(at);
    return true;
  }
}
