/** JPEG (ITU-T T.81): segments from SOI to EOI, with entropy-coded data behind each start of scan. */
import { ascii, join, viewOf } from "./bytes.ts";

const marker = { soi: 0xd8, eoi: 0xd9, sos: 0xda, app0: 0xe0, app2: 0xe2, app14: 0xee } as const;

/** Tables, restart interval, number of lines; and the frame headers. */
const needed = [0xc4, 0xcc, 0xdb, 0xdc, 0xdd];

interface Segment {
  readonly code: number;
  /** From its marker to the next one: behind the start of a scan its data too. */
  readonly whole: Uint8Array;
}

/** @returns null when it is not a whole JPEG; without EXIF, so a camera's note on which side is up is gone too */
export function cleanJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const kept = [bytes.subarray(0, 2)];
  let hasFrame = false;
  let hasScan = false;
  for (let at = 2; ; ) {
    at = skipFill(bytes, at);
    const segment = readSegment(bytes, at);
    if (!segment) return null;
    const { code, whole } = segment;
    hasFrame ||= isFrame(code);
    if (code === marker.sos && !hasFrame) return null;
    hasScan ||= code === marker.sos;
    if (isKept(code, whole)) kept.push(whole);
    if (code === marker.eoi) return hasScan ? join(kept) : null;
    at += whole.length;
  }
}

/** A marker may stand behind any number of 0xFF. */
function skipFill(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
  return at;
}

/** @returns null for what is no marker that may stand here, and for what is not all there */
function readSegment(bytes: Uint8Array, at: number): Segment | null {
  const code = bytes[at] === 0xff ? (bytes[at + 1] ?? 0) : 0;
  if (code === marker.eoi) return { code, whole: bytes.subarray(at, at + 2) };
  if (code < 0xc0 || code === marker.soi || isRestart(code) || at + 4 > bytes.length) return null;
  const length = viewOf(bytes).getUint16(at + 2);
  const end = at + 2 + length;
  if (length < 2 || end > bytes.length || (isFrame(code) && !hasSize(bytes.subarray(at, end)))) return null;
  const dataEnd = code === marker.sos ? endOfScan(bytes, end) : end;
  return dataEnd === null ? null : { code, whole: bytes.subarray(at, dataEnd) };
}

/** Lines and columns, behind the marker, the length and the precision. */
function hasSize(frame: Uint8Array): boolean {
  const view = viewOf(frame);
  return frame.length >= 10 && view.getUint16(5) > 0 && view.getUint16(7) > 0;
}

function isKept(code: number, whole: Uint8Array): boolean {
  if (code === marker.app0) return ascii(whole, 4, 5) === "JFIF\0";
  if (code === marker.app2) return ascii(whole, 4, 12) === "ICC_PROFILE\0";
  if (code === marker.app14) return ascii(whole, 4, 5) === "Adobe";
  return code === marker.sos || code === marker.eoi || isFrame(code) || needed.includes(code);
}

/** SOF0 to SOF15, among which three other markers stand. */
function isFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;
}

function isRestart(code: number): boolean {
  return code >= 0xd0 && code <= 0xd7;
}

/** Where the next marker stands: in the data a 0xFF is followed by 0 or by a restart marker. */
function endOfScan(bytes: Uint8Array, from: number): number | null {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  return null;
}
