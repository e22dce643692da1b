/** The contract: as JSON, as a page to read and try it, and the meaning of every error code. */
import {
  apiMultiEndpoints,
  errorCatalogue,
  openapiDocument,
  readDocs,
  readErrorDocs,
  readOpenapi,
} from "@dream-api/contract";
import { openRoute } from "@dream-api/http";
import type { Hono } from "hono";
import { html } from "hono/html";
import type { AppEnv } from "./app-env.ts";

const version = "0.1.0";
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";
const pageHeaders = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": contentSecurityPolicy };

export function routeDocs(app: Hono<AppEnv>): void {
  let document: string | undefined;
  openRoute(app, readOpenapi, () => {
    document ??= JSON.stringify(openapiDocument(apiMultiEndpoints, version));
    return new Response(document, { headers: { "Content-Type": "application/json" } });
  });
  openRoute(app, readDocs, async () => new Response(String(await readerPage), { headers: pageHeaders }));
  openRoute(app, readErrorDocs, async () => new Response(String(await errorPage()), { headers: pageHeaders }));
}

const readerPage = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>dream-api reference</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <main id="reader"></main>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/reader.js"></script>
  </body>
</html>`;

function errorPage() {
  const rows = Object.entries(errorCatalogue).map(
    ([code, { status, title }]) =>
      html`<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${title}</td></tr>`,
  );
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>dream-api errors</title>
    <link rel="stylesheet" href="/docs/pages.css" />
  </head>
  <body>
    <main>
      <h1>Errors</h1>
      <p>Every answer that is not a success carries one of these codes and a request id to quote.</p>
      <table>
        <thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead>
        <tbody>${rows}</tbody>
      </table>
      <p><a href="/docs">The reference</a></p>
    </main>
  </body>
</html>`;
}
