/** Numbers that look random and are the same each time. */

export interface Random {
  /** @returns a whole number from 0, below `end` */
  below(end: number): number;
  /** @param percent of the times, 0 to 100 */
  happens(percent: number): boolean;
  pick<Choice>(choices: readonly Choice[]): Choice;
  /** In another order. */
  shuffle<Item>(items: readonly Item[]): Item[];
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  // xorshift32, which needs a state that is not 0.
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  if (state === 0) throw new Error("A seed is not 0");
  for (let warmUp = 0; warmUp < 16; warmUp += 1) next();
  const below = (end: number) => Math.floor(next() * end);
  return {
    below,
    happens: (percent) => next() * 100 < percent,
    pick: (choices) => choices[below(choices.length)] as (typeof choices)[number],
    shuffle: (items) =>
      items
        .map((item) => [next(), item] as const)
        .sort(([a], [b]) => a - b)
        .map(([, item]) => item),
  };
}
