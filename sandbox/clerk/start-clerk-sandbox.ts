/** Clerk on this machine: starts the sandbox on a port of its own. Nothing that it is asked leaves the machine. */
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { createApp } from "./app.ts";
import { openRegistry } from "./instances/registry.ts";
import { type Control, createControl } from "./outbox/control.ts";
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

export interface ClerkSandbox extends Control {
  readonly url: string;
  /** Resolves when no webhook is on its way; planned retries are not waited for. */
  webhooksSettled(): Promise<void>;
  stop(): Promise<void>;
}

export async function startClerkSandbox(options: ClerkSandboxOptions): Promise<ClerkSandbox> {
  const database = openDatabase(options.databasePath);
  const webhooks = createWebhookSender(options.webhookRetryDelaysMs);
  let url = "";
  const registry = await openRegistry(database, {
    now: options.now ?? Date.now,
    sandboxUrl: () => url,
    publish: webhooks.publish,
  });
  const control = createControl(registry, webhooks, database);
  const app = createApp(registry, control);
  const server = serve({ fetch: app.fetch, port: options.port, hostname: "127.0.0.1" });
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const scope of registry.all()) webhooks.resume(scope);
  return {
    ...control,
    url,
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
