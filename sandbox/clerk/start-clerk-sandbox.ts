/** Clerk on this machine: starts the sandbox on a port of its own. Nothing that it is asked leaves the machine. */
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { createApp } from "./app.ts";
import type { InstanceSettings, InstanceSlug } from "./instances/instance.ts";
import { openRegistry } from "./instances/registry.ts";
import { openDatabase } from "./store/open-database.ts";
import { createWebhookSender } from "./webhooks/webhook-sender.ts";

export interface ClerkSandboxOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Where state is kept; absent keeps it for this run only. */
  readonly databasePath?: string;
  /** Epoch milliseconds; absent takes the machine's clock. */
  readonly now?: () => number;
  /** How long to wait after each failed delivery of a webhook; absent waits as Svix does. */
  readonly webhookRetryDelaysMs?: readonly number[];
}

export async function startClerkSandbox(options: ClerkSandboxOptions) {
  const database = openDatabase(options.databasePath);
  const webhooks = createWebhookSender(options.webhookRetryDelaysMs);
  let url = "";
  const registry = await openRegistry(database, {
    now: options.now ?? Date.now,
    sandboxUrl: () => url,
    publish: webhooks.publish,
  });
  const app = createApp(registry);
  const server = serve({ fetch: app.fetch, port: options.port, hostname: "127.0.0.1" });
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const scope of registry.all()) webhooks.resume(scope);

  return {
    url,
    instance(slug: InstanceSlug) {
      const scope = registry.bySlug(slug);
      if (!scope) throw new Error(`There is no instance ${slug}`);
      const { publishableKey, secretKey, jwtKey, settings } = scope.instance;
      return { publishableKey, secretKey, jwtKey, issuer: settings.issuer };
    },
    changeSettings: (slug: InstanceSlug, changes: Partial<InstanceSettings>) => registry.changeSettings(slug, changes),
    webhooksSettled: webhooks.settled,
    async stop() {
      await webhooks.stop();
      await new Promise((resolve) => {
        server.close(resolve);
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      database.close();
    },
  };
}

export type ClerkSandbox = Awaited<ReturnType<typeof startClerkSandbox>>;
