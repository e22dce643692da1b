/**
 * How a key is written: `sk_test_` and then base62 of a format version, the number of the signing secret, the
 * project's id, random digits and a tag over all of that. Every part has a fixed width, so a key is cut, not parsed.
 */
import type { Mode } from "@dream-api/contract";
import { idDigits, idPrefixes, type ProjectId, parseProjectId } from "../ids.ts";

export type KeyKind = "sk" | "pk";

const keyFormatVersion = "1";

/** 27 digits are 160 bits: a secret. 12 digits tell publishable keys apart. */
export const randomDigits: Record<KeyKind, number> = { sk: 27, pk: 12 };

/** 17 digits are 101 bits. */
export const tagDigits = 17;

const prefixLength = "sk_test_".length;
const shape = /^(sk|pk)_(test|live)_1([0-9A-Za-z])([0-9A-Za-z]+)$/;

export interface KeyText {
  readonly kind: KeyKind;
  readonly mode: Mode;
  readonly signingNumber: string;
  readonly projectId: ProjectId;
  /** Everything that the tag covers, the prefix included. */
  readonly signed: string;
  readonly tag: string;
}

/** Cuts a key into its parts, or null when it is not shaped like one. Says nothing about who made it. */
export function cutKey(text: string): KeyText | null {
  const match = shape.exec(text);
  if (!match) return null;
  const [, kind, mode, signingNumber, rest] = match as unknown as [string, KeyKind, Mode, string, string];
  if (rest.length !== idDigits + randomDigits[kind] + tagDigits) return null;
  const projectId = parseProjectId(idPrefixes.project + rest.slice(0, idDigits));
  if (!projectId) return null;
  return { kind, mode, signingNumber, projectId, signed: text.slice(0, -tagDigits), tag: text.slice(-tagDigits) };
}

export function signedPart(
  kind: KeyKind,
  mode: Mode,
  signingNumber: string,
  projectId: ProjectId,
  random: string,
): string {
  return `${kind}_${mode}_${keyFormatVersion}${signingNumber}${projectId.slice(idPrefixes.project.length)}${random}`;
}

/** What may be shown of a secret later: `sk_test_…a1b2`. */
export function hintOf(secretKey: string): string {
  return `${secretKey.slice(0, prefixLength)}…${secretKey.slice(-4)}`;
}
