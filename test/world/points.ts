/** At which of a run's calls it is disturbed: a sample that is the same each time, or every one when asked for. */

/** `npm run bench:proof` sets it. */
const isExhaustive = process.env.EVERY_POINT === "1";

/** Of the calls that a sample takes, each is disturbed in one way only. */
const everyCall = 2;

/**
 * @param calls how many calls there are
 * @param way which of the ways to disturb it is, from 0
 * @param ways how many there are
 * @returns indexes of calls
 */
export function pointsOf(calls: number, way: number, ways: number): number[] {
  const all = Array.from({ length: calls }, (_, index) => index);
  if (isExhaustive) return all;
  // The ways take turns; which calls are left out differs from turn to turn.
  return all.filter((index) => index % ways === way && Math.floor(index / ways + way) % everyCall === 0);
}
