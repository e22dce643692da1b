/** Reads an uploaded file: the body as it is, or the one file of a form. */
import { DreamError } from "@dream-api/domain";
import { readBytes } from "./read-body.ts";

/** What a form adds around its file. */
const envelopeBytes = 16 * 1024;

/** @throws DreamError `body_too_large`; `unsupported_image` for a form that is not one file */
export async function readFile(request: Request, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const contentType = request.headers.get("Content-Type") ?? "";
  const isForm = /^multipart\/form-data\b/i.test(contentType);
  const bytes = await readBytes(request, isForm ? limitBytes + envelopeBytes : limitBytes);
  const file = isForm ? await onlyFile(bytes, contentType) : bytes;
  if (file.byteLength > limitBytes) throw new DreamError("body_too_large");
  return file;
}

async function onlyFile(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<Uint8Array<ArrayBuffer>> {
  const [file, ...others] = await formEntries(bytes, contentType);
  if (!file || typeof file === "string" || others.length > 0) throw new DreamError("unsupported_image");
  return new Uint8Array(await file.arrayBuffer());
}

async function formEntries(bytes: Uint8Array<ArrayBuffer>, contentType: string) {
  try {
    const form = await new Response(bytes, { headers: { "Content-Type": contentType } }).formData();
    return [...form.values()];
  } catch (cause) {
    throw new DreamError("unsupported_image", {}, { cause });
  }
}
