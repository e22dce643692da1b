/** Ids as Stripe writes them: a prefix and 24 characters. A seed makes a run repeatable. */
import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export type NewId = (prefix: string, length?: number) => string;

const pooledBytes = 4096;

export function randomIds(): NewId {
  let pool = randomBytes(pooledBytes);
  let used = 0;
  // Asking for many at once costs less than asking for each id.
  const next = (): number => {
    if (used === pool.length) {
      pool = randomBytes(pooledBytes);
      used = 0;
    }
    used += 1;
    return pool[used - 1] ?? 0;
  };
  return (prefix, length = 24) => `${prefix}_${letters(length, next)}`;
}

export function seededIds(seed: number): NewId {
  let state = seed >>> 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 8;
  };
  return (prefix, length = 24) => `${prefix}_${letters(length, next)}`;
}

function letters(length: number, next: () => number): string {
  let text = "";
  while (text.length < length) text += alphabet[next() % alphabet.length];
  return text;
}
