/** An app that has nothing but the SDK, on an origin of its own: every path shows the same page. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import type { DreamAPI } from "../../packages/client/src/index.ts";
import { projectRoot } from "../../scripts/local/paths.ts";

export interface SdkApp {
  readonly url: string;
  stop(): Promise<void>;
}

export interface SdkAppOptions {
  readonly publishableKey: string;
  readonly baseUrl: string;
  readonly authUrl: string;
  /** What the page runs, as TSX at the project's root. Default: what leaves a {@link SdkPage}. */
  readonly script?: string;
}

/** What the page's own script leaves for a test. */
export interface SdkPage {
  readonly api: DreamAPI;
  /** Who was told to have signed in or out. */
  readonly changes: (string | null)[];
  /** The page as it came up: who it knew at once, and what became of a sign-in. */
  readonly userAtStart: string | null;
  readonly started: Promise<string>;
}

const plainScript = `
import DreamAPI from "./packages/client/src/index.ts";
const { dataset } = document.body;
const tokenStorage = new URLSearchParams(location.search).has("memory") ? "memory" : "local";
const api = new DreamAPI(dataset.key, { baseUrl: dataset.api, authUrl: dataset.auth, tokenStorage, maxRetries: 0 });
const userAtStart = api.auth.user?.id ?? null;
const changes = [];
api.auth.onChange((user) => changes.push(user?.id ?? null));
const started = api.auth.handleCallback().then((user) => user?.id ?? "nobody", (error) => error.code);
Object.assign(window, { api, changes, userAtStart, started });
`;

export async function serveSdkApp(options: SdkAppOptions): Promise<SdkApp> {
  const { publishableKey, baseUrl, authUrl, script = plainScript } = options;
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: projectRoot, loader: "tsx" },
    outfile: join(projectRoot, "app.js"),
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"development"' },
  });
  const page = `<!doctype html><html lang="en"><title>An app</title><link rel="icon" href="data:,">
<body data-key="${publishableKey}" data-api="${baseUrl}" data-auth="${authUrl}"><main id="root"></main><script type="module" src="/app.js"></script></body></html>`;
  const policy = `default-src 'none'; script-src 'self'; img-src data:; connect-src ${baseUrl} ${authUrl}`;
  const server = createServer((request, response) => {
    const [type, body] = request.url === "/app.js" ? ["text/javascript", outputFiles[0]?.text] : ["text/html", page];
    response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": policy }).end(body);
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
