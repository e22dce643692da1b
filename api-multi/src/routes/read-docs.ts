/** The contract: as JSON, as a page to read and try it, and the meaning of every error code. */
import {
  apiMultiEndpoints,
  openapiDocument,
  readDocs,
  readDocsFile,
  readErrorDocs,
  readOpenapi,
} from "@dream-api/contract";
import { DreamError } from "@dream-api/domain";
import { openRoute } from "@dream-api/http";
import readerScript from "../../dist/docs-reader/script.txt";
import readerStyles from "../../dist/docs-reader/styles.txt";
import { pageStyles } from "../docs/page-styles.ts";
import { errorPage, readerPage } from "../docs/pages.ts";
import { startReader } from "../docs/start-reader.ts";
import type { Api } from "./api.ts";

const version = "0.1.0";

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

const script = "text/javascript; charset=utf-8";
const styles = "text/css; charset=utf-8";

const files = new Map(
  Object.entries({
    "reader.css": { type: styles, text: readerStyles },
    "reader.js": { type: script, text: readerScript },
    "start-reader.js": { type: script, text: startReader },
    "pages.css": { type: styles, text: pageStyles },
  }),
);

export function routeDocs(api: Api): void {
  let document: string | undefined;
  openRoute(api.app, readOpenapi, () => {
    document ??= JSON.stringify(openapiDocument(apiMultiEndpoints, version));
    return answer(document, "application/json");
  });
  openRoute(api.app, readDocs, () => page(readerPage));
  openRoute(api.app, readErrorDocs, () => page(errorPage()));
  openRoute(api.app, readDocsFile, ({ context }) => {
    const file = files.get(context.req.param("file") ?? "");
    if (!file) throw new DreamError("not_found");
    return answer(file.text, file.type);
  });
}

function page(text: string): Response {
  return answer(text, "text/html; charset=utf-8", { "Content-Security-Policy": contentSecurityPolicy });
}

function answer(text: string, contentType: string, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    headers: { "Content-Type": contentType, "Cache-Control": "public, max-age=300", ...headers },
  });
}
