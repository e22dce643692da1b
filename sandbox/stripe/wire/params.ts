/** Small words for reading parameters. */
import { notSimulated } from "./refusal.ts";

/** The named fields that were sent. */
export function pick<T extends object, K extends keyof T>(params: T, ...names: K[]): Partial<Pick<T, K>> {
  const picked: Partial<Pick<T, K>> = {};
  for (const name of names) if (params[name] !== undefined) picked[name] = params[name];
  return picked;
}

/** @throws StripeRefusal 501 for a parameter whose meaning the sandbox does not simulate */
export function refuseUnsimulated<T extends object>(what: string, params: T, ...names: (keyof T & string)[]): void {
  const used = names.find((name) => params[name] !== undefined && params[name] !== null);
  if (used) throw notSimulated(`${what} with '${used}'`);
}

/** @throws StripeRefusal 501 when asked to compute taxes; saying `enabled: false` is fine */
export function refuseTaxes({ automatic_tax: tax }: { automatic_tax?: { enabled: boolean } }): void {
  if (tax?.enabled) throw notSimulated("automatic tax");
}
