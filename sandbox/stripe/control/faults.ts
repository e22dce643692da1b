/** Faults on demand: the next calls that match a pattern are slow, refused, or cut off before or after they run. */

export interface Fault {
  /** Matched against "POST /v1/refunds". `*` stands for anything. */
  match: string;
  /** How many calls it is for. */
  times: number;
  kind: "card_declined" | "rate_limit" | "reset_after" | "reset_before" | "server_error" | "slow";
  /** For `slow`: milliseconds before the call runs. */
  delayMs?: number;
  /** For `server_error`. */
  status?: number;
}

export class Faults {
  #faults: Fault[] = [];

  add(fault: Fault): void {
    this.#faults.push({ ...fault });
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }

  /** The first that fits, used up once. */
  take(call: string): Fault | undefined {
    const fault = this.#faults.find(({ match }) => fits(match, call));
    if (!fault) return undefined;
    fault.times -= 1;
    if (fault.times <= 0) this.#faults = this.#faults.filter((one) => one !== fault);
    return fault;
  }
}

function fits(pattern: string, call: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(call);
}
