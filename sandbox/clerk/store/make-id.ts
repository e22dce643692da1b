/** Ids as Clerk makes them: the kind, then 27 letters and digits. */
import { randomInt } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** @param prefix without the underscore */
export function makeId(prefix: string): string {
  return `${prefix}_${randomText(27)}`;
}

export function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
