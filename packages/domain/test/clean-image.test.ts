import { describe, expect, test } from "vitest";
import { cleanImage } from "../src/index.ts";
import {
  avif,
  avifBrands,
  avifData,
  avifMeta,
  box,
  bytesOf,
  extended,
  frame,
  jfif,
  jpeg,
  jpegEnd,
  jpegStart,
  lossless,
  lossy,
  png,
  pngChunk,
  pngData,
  pngEnd,
  pngHeader,
  pngSignature,
  quantization,
  scan,
  segment,
  text,
  webpChunk,
  webpOf,
} from "./images.ts";

const webp = webpOf(lossy);
const secret = text("GPS 52.5 13.4 <script>alert(1)</script>");
const page = text("<!doctype html><script>alert(1)</script>");
const kinds = [
  ["image/png", png],
  ["image/jpeg", jpeg],
  ["image/webp", webp],
  ["image/webp", webpOf(lossless)],
  ["image/avif", avif],
] as const;

/** What came out, as numbers; null for a refusal. */
const cleaned = (image: Uint8Array) => cleanImage(image)?.bytes ?? null;
const holds = (image: Uint8Array | null, part: readonly number[]) =>
  Buffer.from(image ?? []).includes(Buffer.from([...part]));

describe.each(kinds)("%s", (mediaType, image) => {
  test("passes as it is when there is nothing hidden in it", () => {
    expect(cleanImage(image)).toEqual({ mediaType, bytes: image });
  });

  test("is refused wherever it is cut off", () => {
    for (let length = 0; length < image.length; length++) {
      const cut = cleaned(image.subarray(0, length));
      expect([length, cut]).toEqual([length, null]);
    }
  });

  test("is refused or cleaned, and never fails, with any one byte changed", () => {
    for (let at = 0; at < image.length; at++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const changed = image.slice();
        changed[at] = value;
        expect(() => cleanImage(changed)).not.toThrow();
      }
    }
  });

  test("carries no page behind its end", () => {
    const out = cleaned(bytesOf(image, page));
    expect(holds(out, page)).toBe(false);
    if (mediaType === "image/avif") expect(out).toBeNull();
    else expect(out).toEqual(image);
  });

  test("carries no archive behind its end", () => {
    const archive = [0x50, 0x4b, 0x03, 0x04, 20, 0];
    expect(holds(cleaned(bytesOf(image, archive)), archive)).toBe(false);
  });
});

describe("PNG", () => {
  const withChunk = (type: string, data: readonly number[] = secret) =>
    cleaned(bytesOf(pngSignature, pngHeader, pngChunk(type, data), pngData, pngChunk(type, data), pngEnd));

  test.each(["eXIf", "tEXt", "iTXt", "zTXt", "tIME", "prVt"])("loses its %s", (type) => {
    expect(withChunk(type)).toEqual(png);
  });

  test.each(["gAMA", "iCCP", "tRNS", "acTL"])("keeps its %s", (type) => {
    expect(holds(withChunk(type, [1, 2, 3]), pngChunk(type, [1, 2, 3]) as never)).toBe(true);
  });

  test.each([
    ["a critical chunk that nobody knows", bytesOf(pngSignature, pngHeader, pngChunk("EVIL"), pngData, pngEnd)],
    ["no header", bytesOf(pngSignature, pngData, pngEnd)],
    ["two headers", bytesOf(pngSignature, pngHeader, pngHeader, pngData, pngEnd)],
    ["no data", bytesOf(pngSignature, pngHeader, pngEnd)],
    ["no width", bytesOf(pngSignature, pngChunk("IHDR", [0, 0, 0, 0, 0, 0, 0, 1, 8, 6, 0, 0, 0]), pngData, pngEnd)],
    ["a wrong checksum", bytesOf(pngSignature, pngHeader, pngData.subarray(0, -1), [0], pngEnd)],
  ])("with %s is refused", (_kind, image) => {
    expect(cleaned(image)).toBeNull();
  });
});

describe("JPEG", () => {
  test.each([
    ["EXIF", segment(0xe1, bytesOf(text("Exif\0\0"), secret))],
    ["XMP", segment(0xe1, bytesOf(text("http://ns.adobe.com/xap/1.0/\0"), secret))],
    ["IPTC", segment(0xed, secret)],
    ["comment", segment(0xfe, secret)],
    ["thumbnail", segment(0xe0, bytesOf(text("JFXX\0"), secret))],
    ["second picture", segment(0xe2, bytesOf(text("MPF\0"), secret))],
  ])("loses its %s, before and behind a scan", (_kind, hidden) => {
    expect(cleaned(bytesOf(jpegStart, jfif, hidden, quantization, frame, scan, hidden, scan, jpegEnd))).toEqual(
      bytesOf(jpegStart, jfif, quantization, frame, scan, scan, jpegEnd),
    );
  });

  test("keeps its colour profile, and Adobe's note on colours", () => {
    const profile = segment(0xe2, bytesOf(text("ICC_PROFILE\0"), [1, 1, 9]));
    const adobe = segment(0xee, bytesOf(text("Adobe"), new Uint8Array(7)));
    const image = bytesOf(jpegStart, profile, adobe, quantization, frame, scan, jpegEnd);
    expect(cleaned(image)).toEqual(image);
  });

  test.each([
    ["no frame", bytesOf(jpegStart, quantization, scan, jpegEnd)],
    ["no scan", bytesOf(jpegStart, quantization, frame, jpegEnd)],
    ["no height", bytesOf(jpegStart, segment(0xc0, [8, 0, 0, 0, 1, 1, 1, 0x11, 0]), scan, jpegEnd)],
    ["a segment longer than the file", bytesOf(jpegStart, [0xff, 0xfe, 0xff, 0xff], frame, scan, jpegEnd)],
    ["a segment shorter than its own length", bytesOf(jpegStart, [0xff, 0xfe, 0, 1], frame, scan, jpegEnd)],
    ["stray bytes between segments", bytesOf(jpegStart, frame, [0], scan, jpegEnd)],
  ])("with %s is refused", (_kind, image) => {
    expect(cleaned(image)).toBeNull();
  });
});

describe("WebP", () => {
  const everything = 0x08 | 0x04 | 0x20 | 0x10;

  test("loses EXIF, XMP and what nobody knows, and no longer announces them", () => {
    const hidden = ["EXIF", "XMP ", "evil"].map((type) => webpChunk(type, secret));
    const profile = webpChunk("ICCP", [1, 2, 3]);
    expect(cleaned(webpOf(extended(everything), profile, lossy, ...hidden))).toEqual(
      webpOf(extended(0x20 | 0x10), profile, lossy),
    );
  });

  test("loses what hides in a frame of an animation", () => {
    const frameOf = (...chunks: Uint8Array[]) => webpChunk("ANMF", bytesOf(new Uint8Array(16), ...chunks));
    const animation = webpChunk("ANIM", new Uint8Array(6));
    expect(cleaned(webpOf(extended(2), animation, frameOf(lossy, webpChunk("EXIF", secret))))).toEqual(
      webpOf(extended(2), animation, frameOf(lossy)),
    );
    expect(cleaned(webpOf(extended(2), animation, frameOf()))).toBeNull();
  });

  test.each([
    ["no image", webpOf(extended(0))],
    ["metadata first", webpOf(webpChunk("EXIF", secret), lossy)],
    ["a page in place of its image", webpOf(webpChunk("VP8 ", page))],
    ["another kind of RIFF", bytesOf(text("RIFF"), [4, 0, 0, 0], text("WAVE"))],
  ])("with %s is refused", (_kind, image) => {
    expect(cleaned(image)).toBeNull();
  });
});

describe("AVIF", () => {
  test.each([
    ["EXIF", bytesOf(avifBrands, avifMeta(["av01", "Exif"]), avifData)],
    ["XMP", bytesOf(avifBrands, avifMeta(["av01", "mime"]), avifData)],
    ["no image", bytesOf(avifBrands, avifMeta([]), avifData)],
    ["a box of its own", bytesOf(avifBrands, avifMeta(["av01"]), box("uuid", secret), avifData)],
    ["a box of its own in the description", bytesOf(avifBrands, avifMeta(["av01"], box("xml ", secret)), avifData)],
    ["something in its free space", bytesOf(avifBrands, avifMeta(["av01"]), box("free", secret), avifData)],
    ["a film", bytesOf(avifBrands, avifMeta(["av01"]), box("moov"), avifData)],
    ["another brand", bytesOf(box("ftyp", text("heic"), [0, 0, 0, 0], text("mif1")), avifMeta(["av01"]), avifData)],
    ["two descriptions", bytesOf(avifBrands, avifMeta(["av01"]), avifMeta(["av01"]), avifData)],
  ])("with %s is refused", (_kind, image) => {
    expect(cleaned(image)).toBeNull();
  });

  test("may have empty free space, an alpha plane and tiles", () => {
    const image = bytesOf(avifBrands, avifMeta(["grid", "av01", "av01"]), box("free", [0, 0]), avifData);
    expect(cleaned(image)).toEqual(image);
  });
});

test.each([
  ["nothing", new Uint8Array()],
  ["a page", bytesOf(page)],
  ["an SVG", bytesOf(text('<svg xmlns="http://www.w3.org/2000/svg"/>'))],
  ["a GIF", bytesOf(text("GIF89a"), new Uint8Array(20))],
  ["a PDF", bytesOf(text("%PDF-1.7"))],
])("%s is no image of ours", (_kind, file) => {
  expect(cleanImage(file)).toBeNull();
});
