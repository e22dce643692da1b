/** Everything there is to test. `unit` is pure; `world` starts the product in workerd; `browser` drives Chromium. */
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["packages/*/test/**/*.test.ts"], testTimeout: 30_000, hookTimeout: 60_000 } },
      { test: { name: "sandbox", include: ["sandbox/**/test/**/*.test.ts"], testTimeout: 60_000 } },
      {
        test: {
          name: "world",
          globalSetup: "test/world/keep-bundles.ts",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**", "test/consumers/projects/**"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
    // Each has a workerd or a Chromium beside it.
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
  },
});
