/** Random text in the product's alphabet. Cryptographically strong; a source can be given so that tests repeat. */

export const base62Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export type RandomBytes = (length: number) => Uint8Array;

/** Asked for in one go and handed out once each: the call costs more than the bytes. */
const pool = new Uint8Array(4096);
let handedOut = pool.length;

const cryptoBytes: RandomBytes = (length) => {
  if (length > pool.length) return crypto.getRandomValues(new Uint8Array(length));
  if (handedOut + length > pool.length) {
    crypto.getRandomValues(pool);
    handedOut = 0;
  }
  handedOut += length;
  return pool.subarray(handedOut - length, handedOut);
};

/** Largest multiple of 62 that a byte can hold: bytes from here on are thrown away, or low digits would be likelier. */
const fairBytes = 248;

/** `length` base62 digits, each with 5.95 bits. */
export function randomBase62(length: number, bytes: RandomBytes = cryptoBytes): string {
  let digits = "";
  while (digits.length < length) {
    for (const byte of bytes(length)) {
      if (byte < fairBytes && digits.length < length) digits += base62Alphabet[byte % 62];
    }
  }
  return digits;
}
