/**
 * Collects what must not happen on our pages. It watches without intercepting: with a Playwright route in place
 * Chromium's CORS preflights are answered by Playwright, and a page that production refuses would pass.
 */
import type { BrowserContext, Page, Request } from "playwright-core";

export interface Problem {
  readonly kind:
    | "console error"
    | "page error"
    | "failed request"
    | "request to elsewhere"
    | "policy violation"
    | "sideways scroll";
  readonly message: string;
}

export interface Watch {
  readonly problems: Problem[];
  /** Everything the pages wrote to their consoles. */
  readonly consoleLog: string[];
}

/** Watches all pages that the context will have. */
export async function watchProblems(context: BrowserContext): Promise<Watch> {
  const problems: Problem[] = [];
  const consoleLog: string[] = [];
  const report = (kind: Problem["kind"], message: string) => problems.push({ kind, message });

  context.on("console", (message) => {
    const line = `${message.text()} (${message.location().url})`;
    consoleLog.push(`${message.type()}: ${line}`);
    if (message.type() === "error") report("console error", line);
  });
  context.on("weberror", (webError) => report("page error", String(webError.error())));
  context.on("request", (request) => {
    if (isElsewhere(request.url())) report("request to elsewhere", `${request.method()} ${request.url()}`);
  });
  context.on("requestfailed", (request) => {
    if (!wasGivenUp(request) && !isElsewhere(request.url())) {
      report("failed request", `${request.method()} ${request.url()}: ${request.failure()?.errorText}`);
    }
  });
  context.on("page", (page: Page) => {
    page.on("crash", () => report("page error", `${page.url()} crashed`));
    page.on("websocket", (socket) => {
      if (isElsewhere(socket.url())) report("request to elsewhere", `WebSocket ${socket.url()}`);
    });
  });
  await context.exposeBinding("reportPolicyViolation", (_source, violation: string) =>
    report("policy violation", violation),
  );
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
      const where = sourceFile ? ` (${sourceFile}:${lineNumber})` : "";
      const { reportPolicyViolation } = globalThis as unknown as { reportPolicyViolation(violation: string): void };
      reportPolicyViolation(`${effectiveDirective} refused ${blockedURI}${where}`);
    });
  });
  return { problems, consoleLog };
}

/** A page that is left, or a script that has lost interest, gives up its requests; nothing is wrong with those. */
function wasGivenUp(request: Request): boolean {
  return request.failure()?.errorText === "net::ERR_ABORTED";
}

function isElsewhere(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  if (!["http:", "https:", "ws:", "wss:"].includes(protocol)) return false;
  return !(["127.0.0.1", "localhost", "[::1]"].includes(hostname) || hostname.endsWith(".localhost"));
}
