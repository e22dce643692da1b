/** Ids as Clerk makes them: the kind, then 27 letters and digits. */
import { createHash, randomInt } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const idLength = 27;

/** @param prefix without the underscore */
export function makeId(prefix: string): string {
  return `${prefix}_${randomText(idLength)}`;
}

/** The same for the same text, on every machine. @param prefix without the underscore */
export function deriveId(prefix: string, text: string): string {
  const digest = createHash("sha256").update(text).digest();
  return `${prefix}_${[...digest.subarray(0, idLength)].map((byte) => alphabet[byte % alphabet.length]).join("")}`;
}

export function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
