/**
 * Judges an image by its content and keeps only what shows it: no EXIF, no XMP, no comments, nothing behind its end.
 * What a sender calls it does not count.
 */
import type { ImageMediaType } from "@dream-api/contract";
import { acceptAvif } from "./avif.ts";
import { ascii } from "./bytes.ts";
import { cleanJpeg } from "./jpeg.ts";
import { cleanPng } from "./png.ts";
import { cleanWebp } from "./webp.ts";

export interface CleanImage {
  readonly mediaType: ImageMediaType;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** @returns null for what is no whole image of a kind that we serve */
export function cleanImage(bytes: Uint8Array): CleanImage | null {
  const found = read(bytes);
  return found?.bytes ? { mediaType: found.mediaType, bytes: found.bytes } : null;
}

function read(bytes: Uint8Array): { mediaType: ImageMediaType; bytes: Uint8Array<ArrayBuffer> | null } | null {
  if (bytes[0] === 0x89 && ascii(bytes, 1, 3) === "PNG") return { mediaType: "image/png", bytes: cleanPng(bytes) };
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { mediaType: "image/jpeg", bytes: cleanJpeg(bytes) };
  if (ascii(bytes, 0, 4) === "RIFF") return { mediaType: "image/webp", bytes: cleanWebp(bytes) };
  if (ascii(bytes, 4, 4) === "ftyp") return { mediaType: "image/avif", bytes: acceptAvif(bytes) };
  return null;
}
