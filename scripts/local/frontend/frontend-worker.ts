/** The dashboard as it is deployed: its Worker in front of the built files. */
import { bundleWorker } from "../bundle.ts";
import type { Providers, WorkerUrls } from "../providers/start-providers.ts";
import type { StackOptions } from "../stack.ts";
import { readWorkerConfig } from "../worker-config.ts";
import { frontendSettings } from "./frontend-settings.ts";

type ExtraWorker = NonNullable<StackOptions["extraWorkers"]>[number];

export interface FrontendOptions {
  /** With the built files. */
  readonly directory: string;
  readonly port: number;
  readonly providers: Providers;
  readonly urls: WorkerUrls;
}

export async function frontendWorker({ directory, port, providers, urls }: FrontendOptions): Promise<ExtraWorker> {
  const { assets, ...config } = readWorkerConfig("frontend");
  if (!assets) throw new Error("frontend/wrangler.jsonc names no assets");
  const { binding, notFoundHandling } = assets;
  return {
    ...config,
    modules: await bundleWorker("frontend/worker/index.ts"),
    modulesRoot: "/",
    bindings: { ...config.bindings, ...frontendSettings(providers, urls) },
    assets: {
      directory,
      binding,
      assetConfig: { not_found_handling: notFoundHandling },
      routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
    },
    unsafeDirectSockets: [{ host: "127.0.0.1", port }],
    outboundService: (request) => providers.outbound(request as never) as never,
  };
}
