/**
 * AVIF (ISO/IEC 23008-12 in ISO/IEC 14496-12): boxes in boxes. Its items are found by their place in the file, so
 * nothing can be cut out of it: a file that carries more than an image is refused.
 */
import { ascii, viewOf } from "./bytes.ts";

interface Box {
  readonly type: string;
  readonly data: Uint8Array;
}

const aroundImage = ["ftyp", "meta", "mdat", "free"];
const aboutImage = ["hdlr", "pitm", "iloc", "iinf", "iprp", "iref", "idat"];

/** Coded images, and how one is put together of others. EXIF is `Exif`, XMP is `mime`. */
const imageItems = ["av01", "grid", "iovl"];

/** @returns null when it is not a whole AVIF, and when it carries metadata */
export function acceptAvif(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const boxes = readBoxes(bytes);
  if (!boxes?.every(isHarmless) || boxes[0]?.type !== "ftyp" || !isAvif(boxes[0].data)) return null;
  if (!boxes.some(({ type }) => type === "mdat")) return null;
  const metas = boxes.filter(({ type }) => type === "meta");
  const [meta] = metas;
  return meta && metas.length === 1 && describesImage(meta.data) ? bytes.slice() : null;
}

function isHarmless({ type, data }: Box): boolean {
  return aroundImage.includes(type) && (type !== "free" || data.every((byte) => byte === 0));
}

function isAvif(brands: Uint8Array): boolean {
  for (let at = 0; at + 4 <= brands.length; at += 4) {
    if (at !== 4 && ascii(brands, at, 4) === "avif") return true;
  }
  return false;
}

const versionAndFlags = 4;

function describesImage(meta: Uint8Array): boolean {
  const boxes = meta.length < versionAndFlags ? null : readBoxes(meta.subarray(versionAndFlags));
  if (!boxes?.every(({ type }) => aboutImage.includes(type))) return false;
  const only = (type: string) => {
    const found = boxes.filter((box) => box.type === type);
    return found.length === 1 ? found[0]?.data : undefined;
  };
  const [handler, items] = [only("hdlr"), only("iinf")];
  return handler !== undefined && ascii(handler, 8, 4) === "pict" && items !== undefined && areImages(items);
}

/** `iinf`: a count, of 2 or 4 bytes by its version, and an `infe` for each item. */
function areImages(info: Uint8Array): boolean {
  const countBytes = info[0] === 0 ? 2 : 4;
  const start = versionAndFlags + countBytes;
  if (info.length < start) return false;
  const entries = readBoxes(info.subarray(start));
  const count = countBytes === 2 ? viewOf(info).getUint16(versionAndFlags) : viewOf(info).getUint32(versionAndFlags);
  if (!entries || entries.length === 0 || entries.length !== count) return false;
  return entries.every(({ type, data }) => type === "infe" && imageItems.includes(itemTypeOf(data)));
}

/** Behind version and flags: the id, of 2 bytes in version 2 and of 4 in version 3, and 2 bytes of protection. */
function itemTypeOf(entry: Uint8Array): string {
  if (entry[0] !== 2 && entry[0] !== 3) return "";
  return ascii(entry, entry[0] === 2 ? 8 : 10, 4);
}

/** @returns null unless boxes fill the bytes to the last one */
function readBoxes(bytes: Uint8Array): Box[] | null {
  const boxes: Box[] = [];
  const view = viewOf(bytes);
  for (let at = 0; at < bytes.length; ) {
    if (at + 8 > bytes.length) return null;
    const isLong = view.getUint32(at) === 1;
    if (isLong && at + 16 > bytes.length) return null;
    const header = isLong ? 16 : 8;
    const size = isLong ? Number(view.getBigUint64(at + 8)) : view.getUint32(at);
    if (size < header || at + size > bytes.length) return null;
    boxes.push({ type: ascii(bytes, at + 4, 4), data: bytes.subarray(at + header, at + size) });
    at += size;
  }
  return boxes;
}
