/** WebP (RFC 9649): a RIFF file of chunks; metadata is in chunks of its own, which VP8X announces. */
import { ascii, join, viewOf } from "./bytes.ts";

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const riffHeader = 12;
const chunkHeader = 8;
const frameHeader = 16;
const kept = ["VP8X", "ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L"];
const keptInFrame = ["ALPH", "VP8 ", "VP8L"];

/** In the flags of VP8X. */
const announcesExif = 0x08;
const announcesXmp = 0x04;

/** @returns null when it is not a whole WebP */
export function cleanWebp(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (bytes.length < riffHeader || ascii(bytes, 8, 4) !== "WEBP") return null;
  const end = chunkHeader + viewOf(bytes).getUint32(4, true);
  if (end > bytes.length || end < riffHeader) return null;
  const chunks = readChunks(bytes.subarray(riffHeader, end));
  const first = chunks?.[0]?.type;
  if (!chunks || (first !== "VP8X" && first !== "VP8 " && first !== "VP8L")) return null;
  const clean: Chunk[] = [];
  for (const chunk of chunks.filter(({ type }) => kept.includes(type))) {
    const cleaned = cleanChunk(chunk);
    if (!cleaned) return null;
    clean.push(cleaned);
  }
  return clean.some(({ type }) => ["VP8 ", "VP8L", "ANMF"].includes(type)) ? riff(clean) : null;
}

function readChunks(bytes: Uint8Array): Chunk[] | null {
  const chunks: Chunk[] = [];
  const view = viewOf(bytes);
  for (let at = 0; at < bytes.length; ) {
    if (at + chunkHeader > bytes.length) return null;
    const length = view.getUint32(at + 4, true);
    const end = at + chunkHeader + length;
    if (end > bytes.length) return null;
    chunks.push({ type: ascii(bytes, at, 4), data: bytes.subarray(at + chunkHeader, end) });
    at = end + (length % 2);
  }
  return chunks;
}

function cleanChunk({ type, data }: Chunk): Chunk | null {
  if (type === "VP8X") return data.length === 10 ? { type, data: withoutMetadata(data) } : null;
  if (type === "ANMF") return cleanFrame(data);
  return isImage(type, data) ? { type, data } : null;
}

/** A frame of an animation holds chunks of its own. */
function cleanFrame(data: Uint8Array): Chunk | null {
  const inner = data.length < frameHeader ? null : readChunks(data.subarray(frameHeader));
  const image = inner?.filter(({ type }) => keptInFrame.includes(type)) ?? [];
  if (!image.some(({ type }) => type !== "ALPH") || !image.every((chunk) => isImage(chunk.type, chunk.data)))
    return null;
  return { type: "ANMF", data: join([data.subarray(0, frameHeader), ...image.map(write)]) };
}

/** The start code of a key frame, or the signature of a lossless image. */
function isImage(type: string, data: Uint8Array): boolean {
  if (type === "VP8 ") return data.length >= 10 && data[3] === 0x9d && data[4] === 0x01 && data[5] === 0x2a;
  if (type === "VP8L") return data.length >= 5 && data[0] === 0x2f;
  return true;
}

function withoutMetadata(data: Uint8Array): Uint8Array {
  const flags = data.slice();
  flags[0] = (flags[0] ?? 0) & ~(announcesExif | announcesXmp);
  return flags;
}

function riff(chunks: readonly Chunk[]): Uint8Array<ArrayBuffer> {
  const body = join([text("WEBP"), ...chunks.map(write)]);
  return join([text("RIFF"), littleEndian(body.length), body]);
}

function write({ type, data }: Chunk): Uint8Array {
  return join([text(type), littleEndian(data.length), data, new Uint8Array(data.length % 2)]);
}

function text(characters: string): Uint8Array {
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}

function littleEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value, true);
  return bytes;
}
