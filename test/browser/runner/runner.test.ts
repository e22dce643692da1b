/** That the runner sees what it promises to see, and keeps what somebody needs who looks into a failure. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { concludeVisits } from "./conclude-visits.ts";
import { launchChromium } from "./launch-chromium.ts";
import { startVisit, type VisitOptions } from "./visit.ts";

type Page = { html: string; policy?: string };

const pages: Record<string, Page> = {
  "/fine": { html: "<h1>Fine</h1><script>console.log('all is well')</script>" },
  "/logs-an-error": { html: "<script>console.error('the cart is gone')</script>" },
  "/throws": { html: "<script>throw new TypeError('no such tier')</script>" },
  "/rejects": { html: "<script>Promise.reject(new Error('nobody listens'))</script>" },
  "/misses-a-file": { html: "<img src='/missing.png' alt=''>" },
  "/loses-a-request": { html: "<script>fetch('/hangs-up').catch(() => {})</script>" },
  "/loads-an-image-from-elsewhere": { html: "<img src='http://elsewhere.example/pixel.png' alt=''>" },
  "/fetches-from-an-address-elsewhere": { html: "<script>fetch('http://192.0.2.1/').catch(() => {})</script>" },
  "/opens-a-socket-elsewhere": { html: "<script>new WebSocket('ws://elsewhere.example/')</script>" },
  "/breaks-its-policy": { html: "<script>alert('inline')</script>", policy: "script-src 'self'" },
  "/asks-across-origins": {
    html: `<script>
      const other = location.origin.replace("127.0.0.1", "localhost");
      fetch(other + "/fine", { method: "PUT" }).catch(() => {});
    </script>`,
  },
};

let server: Server;
let chromium: Awaited<ReturnType<typeof launchChromium>>;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/hangs-up") return request.socket.destroy();
    const page = pages[request.url ?? ""];
    response.writeHead(page ? 200 : 404, {
      "Content-Type": "text/html",
      ...(page?.policy ? { "Content-Security-Policy": page.policy } : {}),
    });
    return response.end(page ? `<!doctype html><link rel="icon" href="data:,">${page.html}` : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  chromium = await launchChromium();
});

afterAll(async () => {
  await chromium?.close();
  server.close();
});

async function visit(path: string, options?: VisitOptions) {
  const visit = await startVisit(chromium, options);
  await visit.page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  await visit.page.waitForLoadState("networkidle");
  return visit;
}

test.each([
  ["/logs-an-error", "console error", "the cart is gone"],
  ["/throws", "page error", "no such tier"],
  ["/rejects", "page error", "nobody listens"],
  ["/misses-a-file", "console error", "/missing.png"],
  ["/loses-a-request", "failed request", "/hangs-up"],
  ["/loads-an-image-from-elsewhere", "request to elsewhere", "elsewhere.example"],
  ["/fetches-from-an-address-elsewhere", "request to elsewhere", "192.0.2.1"],
  ["/opens-a-socket-elsewhere", "request to elsewhere", "elsewhere.example"],
  ["/breaks-its-policy", "policy violation", "script-src-elem refused inline"],
  ["/asks-across-origins", "console error", "CORS policy"],
])("a page that %s has a problem: %s", async (path, kind, message) => {
  const { takeProblems, end } = await visit(path);
  expect(await takeProblems()).toContainEqual({ kind, message: expect.stringContaining(message) });
  await end();
});

test("nothing reaches another machine: neither a name nor an address is connected to", async () => {
  const { page, takeProblems, end } = await visit("/fine");
  for (const address of ["http://elsewhere.example/", "http://192.0.2.1/", "http://169.254.1.1/"]) {
    await expect(page.goto(address)).rejects.toThrow(/ERR_PROXY_CONNECTION_FAILED|ERR_NAME_NOT_RESOLVED/);
  }
  expect((await takeProblems()).filter(({ kind }) => kind === "request to elsewhere")).toHaveLength(3);
  await end();
});

test("a test whose pages behaved has nothing to fail with and leaves no files", async () => {
  const visits = [await visit("/fine")];
  expect(await concludeVisits(visits, { testName: "Runner: behaves", hasFailed: false })).toBeUndefined();
  expect(existsSync(kept("runner-behaves.png"))).toBe(false);
});

test("a problem that was taken is expected and no longer fails the test", async () => {
  const expected = await visit("/logs-an-error");
  await expected.takeProblems();
  expect(await concludeVisits([expected], { testName: "Runner: taken", hasFailed: false })).toBeUndefined();
});

test("a problem nobody expected fails the test and says where screenshot, HTML and console log are", async () => {
  const visits = [await visit("/logs-an-error")];
  const complaint = await concludeVisits(visits, { testName: "Runner: a problem's evidence", hasFailed: false });
  expect(complaint).toContain("console error: the cart is gone");
  expect(complaint).toContain("test/browser/screenshots/runner-a-problem-s-evidence.png");
  expect((await readFile(kept("runner-a-problem-s-evidence.png"))).subarray(1, 4).toString()).toBe("PNG");
  expect(await readFile(kept("runner-a-problem-s-evidence.html"), "utf8")).toContain("the cart is gone");
  expect(await readFile(kept("runner-a-problem-s-evidence.log"), "utf8")).toContain("error: the cart is gone");
});

test("a test that failed for another reason keeps its pages too, without JavaScript as well", async () => {
  const visits = [await visit("/fine"), await visit("/fine", { hasJavaScript: false })];
  const complaint = await concludeVisits(visits, { testName: "Runner: failed", hasFailed: true });
  expect(complaint).toContain("runner-failed.png");
  expect(complaint).toContain("runner-failed-2.png");
});

test("a page that runs in circles does not hold up the report of what it did before", async () => {
  const { page, ...rest } = await visit("/logs-an-error");
  await page.evaluate("setTimeout(() => { while (true); })");
  const complaint = await concludeVisits([{ page, ...rest }], { testName: "Runner: circles", hasFailed: false });
  expect(complaint).toContain("the cart is gone");
  expect(complaint).toContain("The page does not answer");
});

test("where no Chromium can run, the error names both ways to get one and why each could not", async () => {
  const missing = () => ({ executablePath: "/nowhere/chromium", env: {} });
  const launch = launchChromium([missing]);
  await expect(launch).rejects.toThrow(/npm ci.*CHROMIUM_PATH/s);
  await expect(launch).rejects.toThrow("/nowhere/chromium");
});

function kept(name: string): string {
  return new URL(`../screenshots/${name}`, import.meta.url).pathname;
}
