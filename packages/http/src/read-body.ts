/** Reads a JSON body, whatever its Content-Type says, up to a limit. */
import { DreamError } from "@dream-api/domain";

/** @returns undefined for no body. @throws DreamError `body_too_large`, `invalid_json` */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  const text = await readText(request, limitBytes);
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DreamError("invalid_json", {}, { cause });
  }
}

/** @throws DreamError `body_too_large` */
export async function readText(request: Request, limitBytes: number): Promise<string> {
  if (!request.body) return "";
  const announced = request.headers.get("Content-Length");
  // The runtime holds a body to its Content-Length, so a small one needs no counting.
  if (announced !== null) {
    if (Number(announced) > limitBytes) throw new DreamError("body_too_large");
    return request.text();
  }
  return readCounting(request.body, limitBytes);
}

/** @throws DreamError `body_too_large` */
export async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!request.body) return new Uint8Array();
  const announced = request.headers.get("Content-Length");
  if (announced !== null) {
    if (Number(announced) <= limitBytes) return new Uint8Array(await request.arrayBuffer());
    // Who sends a file in one go listens only when it is through; one who sends far too much is cut off.
    if (Number(announced) <= 2 * limitBytes) await request.body.pipeTo(new WritableStream());
    throw new DreamError("body_too_large");
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of counted(request.body, limitBytes)) {
    parts.push(part);
    length += part.byteLength;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

async function readCounting(body: ReadableStream<Uint8Array>, limitBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of counted(body, limitBytes)) text += decoder.decode(part, { stream: true });
  return text + decoder.decode();
}

/** A body's parts, up to a limit. @throws DreamError `body_too_large` */
async function* counted(body: ReadableStream<Uint8Array>, limitBytes: number): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    bytes += value.byteLength;
    if (bytes > limitBytes) {
      await reader.cancel();
      throw new DreamError("body_too_large");
    }
    yield value;
  }
}
