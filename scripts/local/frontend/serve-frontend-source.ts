/** The dashboard from its source, each change in the browser at once: Vite in the place of the Worker. */

import { join } from "node:path";
import { createServer, type Plugin } from "vite";
import { readRuntimeConfig, renderDocument } from "../../../frontend/worker/runtime-config.ts";
import { projectRoot } from "../paths.ts";
import { frontendSettings } from "./frontend-settings.ts";
import type { FrontendOptions } from "./frontend-worker.ts";

/** @returns what stops it */
export async function serveFrontendSource(options: Omit<FrontendOptions, "directory">): Promise<() => Promise<void>> {
  const { port, providers, urls } = options;
  const settings = frontendSettings(providers, urls);
  const config = readRuntimeConfig({ ...settings, ASSETS: { fetch } });
  const tellConfig: Plugin = {
    name: "tell-config",
    transformIndexHtml: (html) => renderDocument(html, config),
  };
  const server = await createServer({
    configFile: join(projectRoot, "frontend/vite.config.ts"),
    plugins: [tellConfig],
    server: {
      host: "127.0.0.1",
      port,
      strictPort: true,
      proxy: {
        "/__clerk": {
          target: providers.clerk.url,
          rewrite: (path) => path.replace("/__clerk", "/frontend/dream-api"),
        },
      },
    },
  });
  await server.listen();
  return () => server.close();
}
