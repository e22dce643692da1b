/**
 * The secrets that tag our keys. Each carries a number, `1.<random>`, and each key says which number tagged it, so
 * the secret can be replaced while keys of the one before still work.
 */
import { base62Alphabet } from "../random.ts";
import { tagDigits } from "./key-text.ts";

export interface KeySigner {
  /** The number new keys are tagged under. */
  readonly currentNumber: string;
  /** The tag of a text under a secret, or null when no secret has that number. */
  tag(signingNumber: string, signed: string): Promise<string | null>;
}

const secretShape = /^([0-9A-Za-z])\.(.{32,})$/;
const encoder = new TextEncoder();

/**
 * @param current `KEY_SIGNING_SECRET`, at least 32 characters behind its number
 * @param previous `KEY_SIGNING_SECRET_PREVIOUS`, accepted but no longer used for new keys
 * @throws Error naming the variable that is missing or malformed
 */
export function createKeySigner(current: string | undefined, previous: string | undefined): KeySigner {
  const secrets = new Map<string, Promise<CryptoKey>>();
  const currentNumber = addSecret(secrets, "KEY_SIGNING_SECRET", current);
  if (previous) addSecret(secrets, "KEY_SIGNING_SECRET_PREVIOUS", previous);
  return {
    currentNumber,
    async tag(signingNumber, signed) {
      const secret = await secrets.get(signingNumber);
      if (!secret) return null;
      return digits(new Uint8Array(await crypto.subtle.sign("HMAC", secret, encoder.encode(signed))));
    },
  };
}

function addSecret(secrets: Map<string, Promise<CryptoKey>>, variable: string, value: string | undefined): string {
  const match = secretShape.exec(value ?? "");
  if (!match) throw new Error(`${variable} must be set to <one digit or letter>.<at least 32 random characters>`);
  const [, number, secret] = match as unknown as [string, string, string];
  if (secrets.has(number))
    throw new Error(`${variable} has the number ${number}, which another signing secret has already`);
  secrets.set(
    number,
    crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]),
  );
  return number;
}

function digits(mac: Uint8Array): string {
  let value = 0n;
  for (const byte of mac) value = (value << 8n) | BigInt(byte);
  let text = "";
  for (let digit = 0; digit < tagDigits; digit++) {
    text += base62Alphabet[Number(value % 62n)];
    value /= 62n;
  }
  return text;
}
