/** The hosted pages as they are deployed: small, and fit for the policy that they are shown under. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildPages } from "../../end-user-auth/build-pages.ts";

const target = mkdtempSync(join(tmpdir(), "built-pages-"));
beforeAll(() => buildPages(target));
afterAll(() => rmSync(target, { recursive: true, force: true }));

const files = () => readdirSync(join(target, "assets"));
const gzipBytes = (start: string, end: string) => {
  const found = files().filter((file) => file.startsWith(start) && file.endsWith(end));
  expect(found).toHaveLength(1);
  return gzipSync(readFileSync(join(target, "assets", found[0] ?? ""))).byteLength;
};

test("one script and one style sheet, no more than React and Clerk's hooks take and a little", () => {
  expect(gzipBytes("index-", ".js")).toBeLessThan(110_000);
  expect(gzipBytes("index-", ".css")).toBeLessThan(2_000);
});

test("what only the account page needs comes with it", () => {
  expect(gzipBytes("account-page-", ".js")).toBeGreaterThan(1_000);
  expect(gzipBytes("account-page-", ".css")).toBeGreaterThan(0);
});

test("files stand flat under /assets, named after their content, and the document runs nothing of its own", () => {
  for (const file of files()) expect(file).toMatch(/^[a-z-]+-[\w-]{8}\.(js|css)$/);
  const document = readFileSync(join(target, "index.html"), "utf8");
  expect(document.match(/<script[^>]*>[^<]*/g)).toEqual([
    expect.stringMatching(/src="\/assets\/index-[\w-]{8}\.js">$/),
  ]);
  expect(document).not.toMatch(/\son\w+=|javascript:/);
});
