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

async function readCounting(body: ReadableStream<Uint8Array>, limitBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > limitBytes) {
      await reader.cancel();
      throw new DreamError("body_too_large");
    }
    text += decoder.decode(value, { stream: true });
  }
}
