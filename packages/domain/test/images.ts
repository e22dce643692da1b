/** Small images made byte by byte, and the parts that hide things in them. */
import { crc32 } from "node:zlib";

export type Part = readonly number[] | Uint8Array;

export function bytesOf(...parts: readonly Part[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
}

export function text(characters: string): number[] {
  return [...characters].map((character) => character.charCodeAt(0));
}

const bigEndian = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const littleEndian = (value: number) => bigEndian(value).reverse();

export function pngChunk(type: string, data: Part = []): Uint8Array {
  const named = bytesOf(text(type), data);
  return bytesOf(bigEndian(data.length), named, bigEndian(crc32(named)));
}

export const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
export const pngHeader = pngChunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]);
export const pngData = pngChunk("IDAT", [0x78, 0x9c, 0x63, 0, 0, 0, 5, 0, 1]);
export const pngEnd = pngChunk("IEND");
export const png = bytesOf(pngSignature, pngHeader, pngData, pngEnd);

export function segment(code: number, data: Part): Uint8Array {
  const length = data.length + 2;
  return bytesOf([0xff, code, length >>> 8, length & 255], data);
}

export const jpegStart = [0xff, 0xd8];
export const jfif = segment(0xe0, bytesOf(text("JFIF\0"), [1, 1, 0, 0, 1, 0, 1, 0, 0]));
export const quantization = segment(0xdb, new Uint8Array(65));
export const frame = segment(0xc0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
/** The data holds an escaped 0xFF and a restart marker. */
export const scan = bytesOf(segment(0xda, [1, 1, 0, 0, 63, 0]), [0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56]);
export const jpegEnd = [0xff, 0xd9];
export const jpeg = bytesOf(jpegStart, jfif, quantization, frame, scan, jpegEnd);

export function webpChunk(type: string, data: Part): Uint8Array {
  return bytesOf(text(type), littleEndian(data.length), data, data.length % 2 ? [0] : []);
}

export function webpOf(...chunks: readonly Uint8Array[]): Uint8Array {
  const body = bytesOf(text("WEBP"), ...chunks);
  return bytesOf(text("RIFF"), littleEndian(body.length), body);
}

export const lossy = webpChunk("VP8 ", [0, 0, 0, 0x9d, 0x01, 0x2a, 1, 0, 1, 0, 7]);
export const lossless = webpChunk("VP8L", [0x2f, 0, 0, 0, 0]);
export const extended = (flags: number) => webpChunk("VP8X", [flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

export function box(type: string, ...parts: readonly Part[]): Uint8Array {
  const data = bytesOf(...parts);
  return bytesOf(bigEndian(data.length + 8), text(type), data);
}

const item = (id: number, type: string) => box("infe", [2, 0, 0, 0, 0, id, 0, 0], text(type), [0]);

/** @param items the types of its items */
export function avifMeta(items: readonly string[], ...more: readonly Uint8Array[]): Uint8Array {
  return box(
    "meta",
    [0, 0, 0, 0],
    box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0], text("pict"), new Uint8Array(13)),
    box("pitm", [0, 0, 0, 0, 0, 1]),
    box("iloc", [0, 0, 0, 0, 0x44, 0, 0, 0]),
    box("iinf", [0, 0, 0, 0, 0, items.length], ...items.map((type, index) => item(index + 1, type))),
    box("iprp"),
    ...more,
  );
}

export const avifBrands = box("ftyp", text("avif"), [0, 0, 0, 0], text("mif1miaf"));
export const avifData = box("mdat", [1, 2, 3, 4]);
export const avif = bytesOf(avifBrands, avifMeta(["av01"]), avifData);
