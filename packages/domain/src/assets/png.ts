/** PNG (W3C PNG, third edition): chunks with a checksum each, from IHDR to IEND. */
import { ascii, join, viewOf } from "./bytes.ts";

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const critical = ["IHDR", "PLTE", "IDAT", "IEND"];

/** How colours are meant, and animation. Texts, times, EXIF and what nobody knows are left out. */
const harmless = "tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs acTL fcTL fdAT".split(" ");
const overhead = 12;

interface Chunk {
  readonly type: string;
  /** With its length, type and checksum. */
  readonly whole: Uint8Array;
}

/** @returns null when it is not a whole PNG */
export function cleanPng(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (!signature.every((byte, index) => bytes[index] === byte)) return null;
  const kept = [bytes.subarray(0, signature.length)];
  const seen = new Set<string>();
  for (let at = signature.length; ; ) {
    const chunk = readChunk(bytes, at);
    if (!chunk || !isAcceptable(chunk, seen)) return null;
    const { type, whole } = chunk;
    seen.add(type);
    if (critical.includes(type) || harmless.includes(type)) kept.push(whole);
    if (type === "IEND") return seen.has("IDAT") ? join(kept) : null;
    at += whole.length;
  }
}

/** @returns null when it is not all there, or its checksum is wrong */
function readChunk(bytes: Uint8Array, at: number): Chunk | null {
  if (at + overhead > bytes.length) return null;
  const view = viewOf(bytes);
  const end = at + overhead + view.getUint32(at);
  if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return null;
  return { type: ascii(bytes, at + 4, 4), whole: bytes.subarray(at, end) };
}

/** IHDR is first and once; a chunk whose name begins with a capital is one that a reader must understand. */
function isAcceptable({ type, whole }: Chunk, seen: ReadonlySet<string>): boolean {
  if (!/^[A-Za-z]{4}$/.test(type)) return false;
  if ((type === "IHDR") !== (seen.size === 0)) return false;
  if (type === "IHDR") return whole.length === overhead + 13 && hasSize(whole);
  if (type === "IEND") return whole.length === overhead;
  return critical.includes(type) || type.charAt(0) === type.charAt(0).toLowerCase();
}

function hasSize(header: Uint8Array): boolean {
  const view = viewOf(header);
  return view.getUint32(8) > 0 && view.getUint32(12) > 0;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
