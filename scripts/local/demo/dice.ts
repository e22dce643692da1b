/** Chance that repeats itself: the same seed throws the same dice. */

export interface Dice {
  /** At least 0, below 1. */
  fraction(): number;
  /** At least `low`, below `high`. */
  between(low: number, high: number): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** Each with its weight; they need not come to 1. */
  weigh<T>(items: readonly (readonly [item: T, weight: number])[]): T;
}

export function rollDice(seed: number): Dice {
  let state = seed >>> 0;
  // mulberry32
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + fraction() * (high - low);
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  return {
    fraction,
    between,
    whole,
    chance: (probability) => fraction() < probability,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
    weigh(items) {
      let left = fraction() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      throw new Error("There is nothing to choose from");
    },
  };
}
