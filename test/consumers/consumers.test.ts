/** The SDK as its users get it: packed, installed in projects of every kind, and run against the real Workers. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../scripts/local/paths.ts";
import { createProject, freeTier, proTier, useWorld } from "../world/world.ts";
import { type Consumer, installConsumer } from "./consumer.ts";
import { packClient } from "./pack-client.ts";

const world = useWorld();
let workshop = "";
let packedClient = "";

beforeAll(() => {
  workshop = mkdtempSync(join(tmpdir(), "dream-consumers-"));
  packedClient = packClient(join(workshop, "packed"));
});
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

const install = (name: string): Consumer => installConsumer(name, packedClient, workshop);

const installWithReact = (): Consumer =>
  installConsumer("react", packedClient, workshop, [
    "react",
    "react-dom",
    "@types/react",
    "@types/react-dom",
    "csstype",
  ]);

async function openAccount() {
  const { secretKey, publishableKey } = await createProject(world, { tiers: [{ ...freeTier, limit: 5 }, proTier] });
  const env = { API_URL: world.apiUrl, SECRET_KEY: secretKey, PUBLISHABLE_KEY: publishableKey };
  return { secretKey, publishableKey, env };
}

describe("the package", () => {
  const filesOf = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it("holds what is built, a readme, the licence and nothing else", () => {
    expect(readdirSync(packedClient).sort()).toEqual(["LICENSE", "README.md", "dist", "package.json"]);
  });

  it("depends on nothing, and needs React only where dream-api/react is used", () => {
    const manifest = JSON.parse(readFileSync(join(packedClient, "package.json"), "utf8"));
    const { peerDependencies, peerDependenciesMeta } = manifest;
    expect(Object.keys(manifest).filter((field) => /dependencies$/i.test(field))).toEqual(["peerDependencies"]);
    expect([Object.keys(peerDependencies), peerDependenciesMeta]).toEqual([["react"], { react: { optional: true } }]);
    expect(readFileSync(join(packedClient, "dist/index.js"), "utf8")).not.toContain("react");
  });

  it("costs a page less than 10 kB for all of it, and 2.5 kB more for React", async () => {
    const sizeOf = (code: string) => gzipSync(code).length;
    const plain = await install("browser").bundle("page.js", { format: "esm", minify: true });
    const react = await installWithReact().bundle("client-only.js", {
      format: "esm",
      minify: true,
      external: ["react"],
    });
    expect(sizeOf(plain)).toBeLessThan(10_000);
    expect(sizeOf(react)).toBeLessThan(2_500);
  });

  it("mentions neither zod, nor our other packages, nor the machine it was built on", () => {
    const foreign = filesOf(packedClient).filter((file) => {
      const text = readFileSync(file, "utf8");
      return /\bzod\b/.test(text) || text.includes("@dream-api/") || text.includes(projectRoot);
    });
    expect(foreign).toEqual([]);
  });
});

describe("on Node", () => {
  const works = {
    isSameClass: true,
    allowed: true,
    count: 1,
    released: true,
    isNotFound: true,
    tiers: ["free", "pro"],
  };

  it("it works with import", async () => {
    const { env } = await openAccount();
    expect(await install("esm").run("main.mjs", env)).toEqual(works);
  });

  it("it works with require", async () => {
    const { env } = await openAccount();
    expect(await install("cjs").run("main.cjs", env)).toEqual(works);
  });

  it("it works in TypeScript with Node's resolution, as ESM and as CommonJS", async () => {
    const { env } = await openAccount();
    const consumer = install("typescript-nodenext");
    await consumer.compile();
    expect(await consumer.run("out/main.mjs", env)).toEqual({
      outcome: "used 2",
      batch: ["true counted", "false tier_limit_reached"],
      count: 1,
      limits: [5, 10_000],
      code: "unknown_tier",
    });
    expect(await consumer.run("out/main.cjs", env)).toEqual({ allowed: true, isSameClass: true, isError: true });
  });
});

describe("with React", () => {
  it("dream-api/react compiles with its own types, as ESM and as CommonJS", async () => {
    await installWithReact().compile();
  });

  it("it renders on a server, by require too", async () => {
    const { env } = await openAccount();
    expect(await installWithReact().run("render.cjs", env)).toEqual({ hasPricing: true, isPrivate: true });
  });

  it("it brings no React of its own, and says that it belongs into the browser", async () => {
    const bundle = await installWithReact().bundle("app.tsx", {
      format: "esm",
      external: ["react", "react/jsx-runtime"],
    });
    expect(bundle).toMatch(/from "react";/);
    expect(bundle).not.toContain("react.production");
    expect(readFileSync(join(packedClient, "dist/react.js"), "utf8")).toMatch(/^"use client";/);
  });
});

describe("elsewhere", () => {
  it("it compiles in TypeScript with a bundler's resolution and no types of Node", async () => {
    const consumer = install("typescript-bundler");
    await consumer.compile();
    expect(await consumer.bundle("pricing.ts", { format: "esm" })).toContain("/api/tiers");
  });

  it("it works in a Worker", async () => {
    const { env } = await openAccount();
    const contents = await install("worker").bundle("worker.js", { format: "esm", conditions: ["workerd", "worker"] });
    const worker = new Miniflare(
      convertV4MiniflareOptions({
        modules: [{ type: "ESModule", path: "worker.js", contents }],
        compatibilityDate: "2026-10-20",
        bindings: env,
        cf: false,
      }),
    );
    try {
      const response = await worker.dispatchFetch("http://worker/?user=wendy");
      expect(await response.json()).toEqual({ allowed: true, count: 2, error: "none" });
    } finally {
      await worker.dispose();
    }
  });

  it("it works in a browser with a publishable key, and refuses a secret one", async () => {
    const { secretKey, publishableKey } = await openAccount();
    const script = await install("browser").bundle("page.js", { format: "iife" });
    const settings = { apiUrl: world.apiUrl, secretKey, publishableKey };
    const page = createContext({ settings, fetch, URL, URLSearchParams, AbortController, setTimeout, clearTimeout });
    runInContext(`globalThis.window = globalThis; ${script}`, page);
    expect(await page.shown).toEqual({ tiers: ["free", "pro"], withSecretKey: "secret_key_in_browser" });
  });
});
