/** A React application of its own origin, and a relative proxy path to the Frontend API, as in production. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { build } from "esbuild";

export interface ClerkApp {
  readonly url: string;
  stop(): Promise<void>;
}

export interface ClerkAppOptions {
  readonly publishableKey: string;
  /** Where `/__clerk` leads. */
  readonly frontendApiUrl: string;
}

export async function serveClerkApp(options: ClerkAppOptions): Promise<ClerkApp> {
  const script = await bundle();
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    if (path.startsWith("/__clerk/")) {
      void forward(request, response, options.frontendApiUrl + path.slice("/__clerk".length));
      return;
    }
    if (path === "/main.js") {
      response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
      return;
    }
    response.writeHead(200, { "Content-Type": "text/html" }).end(page(options.publishableKey));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function forward(request: IncomingMessage, response: ServerResponse, url: string): Promise<void> {
  const { origin, referer, "user-agent": userAgent, "content-type": contentType } = request.headers;
  const sent = { Origin: origin, Referer: referer, "User-Agent": userAgent, "Content-Type": contentType };
  const body = await buffer(request);
  const answer = await fetch(url, {
    method: request.method ?? "GET",
    headers: Object.entries(sent).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    redirect: "manual",
  });
  const answerType = answer.headers.get("Content-Type") ?? "text/plain";
  response.writeHead(answer.status, { "Content-Type": answerType }).end(Buffer.from(await answer.arrayBuffer()));
}

function page(publishableKey: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>An application</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <div id="root" data-publishable-key="${publishableKey}"></div>
    <script type="module" src="/main.js"></script>
  </body>
</html>`;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../../sandbox/clerk/test/react-app/main.jsx")],
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0]?.text ?? "";
}
