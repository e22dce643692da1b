/** The app of `developer-app` on an origin of its own, and a page that tries to frame another. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";

export interface DeveloperApp {
  readonly url: string;
  /** What the project registers. */
  readonly redirectUri: string;
  stop(): Promise<void>;
}

/** @param issuerOf where people sign in; asked when a page is */
export async function serveDeveloperApp(issuerOf: () => string): Promise<DeveloperApp> {
  const script = await bundle();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://app");
    if (pathname === "/main.js") {
      response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
      return;
    }
    const body =
      pathname === "/frame"
        ? `<iframe src="${searchParams.get("of")}" title="Framed"></iframe>`
        : '<output></output><script type="module" src="/main.js"></script>';
    response.writeHead(200, { "Content-Type": "text/html" }).end(page(issuerOf(), body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    redirectUri: `${url}/back`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function page(issuer: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>An app</title><link rel="icon" href="data:,"></head>
  <body data-issuer="${issuer}">${body}</body>
</html>`;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "developer-app/main.ts")],
    bundle: true,
    write: false,
    format: "esm",
  });
  return outputFiles[0]?.text ?? "";
}
