/** The contract: as JSON, as a page to read and try it, and the meaning of every error code. */
import {
  apiMultiEndpoints,
  hostedSignInEndpoints,
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
import type { Env } from "../env.ts";
import type { Api } from "./api.ts";

const version = "0.1.0";

/** @param signIn what the reader may try beside this Worker */
const contentSecurityPolicy = (signIn: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${signIn}`,
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

export function routeDocs({ app, servicesOf }: Api): void {
  const signInOf = (env: Env) => servicesOf(env).endUserIssuer;
  let document: string | undefined;
  openRoute(app, readOpenapi, ({ context: { env } }) => {
    document ??= JSON.stringify(referenceOf(signInOf(env)));
    return answer(document, "application/json");
  });
  openRoute(app, readDocs, ({ context: { env } }) => page(readerPage, signInOf(env)));
  openRoute(app, readErrorDocs, ({ context: { env } }) => page(errorPage(), signInOf(env)));
  openRoute(app, readDocsFile, ({ context }) => {
    const file = files.get(context.req.param("file") ?? "");
    if (!file) throw new DreamError("not_found");
    return answer(file.text, file.type);
  });
}

/** This Worker's endpoints, and those of hosted sign-in at their own address. */
function referenceOf(signIn: string) {
  const server = { url: signIn, description: "Hosted sign-in" };
  return openapiDocument(apiMultiEndpoints, version, [{ endpoints: hostedSignInEndpoints, server }]);
}

function page(text: string, signIn: string): Response {
  return answer(text, "text/html; charset=utf-8", { "Content-Security-Policy": contentSecurityPolicy(signIn) });
}

function answer(text: string, contentType: string, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    headers: { "Content-Type": contentType, "Cache-Control": "public, max-age=300", ...headers },
  });
}
