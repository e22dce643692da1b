/**
 * An application of its own origin with Clerk's prebuilt components: a page per component, and a relative proxy path to
 * the Frontend API, as in production.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

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
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    if (path.startsWith("/__clerk/")) {
      void forward(request, response, options.frontendApiUrl + path.slice("/__clerk".length));
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
    <title>An application</title>
    <link rel="icon" href="data:,">
    <script src="/__clerk/npm/@clerk/ui@1/dist/ui.browser.js" defer></script>
    <script
      src="/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js"
      data-clerk-publishable-key="${publishableKey}"
      data-clerk-proxy-url="/__clerk"
      defer
    ></script>
    <script type="module">
      await Clerk.load({ ui: { ClerkUI: __internal_ClerkUICtor }, signInUrl: "/sign-in", signUpUrl: "/sign-up", telemetry: false });
      const component = document.getElementById("component");
      const status = document.getElementById("status");
      const mount = { "/sign-in": "mountSignIn", "/sign-up": "mountSignUp", "/user": "mountUserProfile", "/": "mountUserButton" };
      Clerk[mount[location.pathname]](component, { routing: "hash", fallbackRedirectUrl: "/", signUpFallbackRedirectUrl: "/" });
      Clerk.addListener(({ user }) => {
        status.textContent = user ? "Signed in as " + user.primaryEmailAddress.emailAddress : "Signed out";
      });
    </script>
  </head>
  <body>
    <p id="status">Loading</p>
    <div id="component"></div>
  </body>
</html>`;
}
