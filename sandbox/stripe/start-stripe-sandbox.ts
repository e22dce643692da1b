/** Starts the sandbox Stripe on a port of this machine. */
import { sandboxApp } from "./app.ts";
import { Sandbox, type SandboxOptions } from "./sandbox.ts";
import { serve } from "./wire/http-server.ts";

export interface StartOptions extends SandboxOptions {
  /** 0 takes a free one. */
  port: number;
  /** How often due moments are looked for, in milliseconds; 0 leaves it to calls and the control API. */
  tickMs?: number;
}

export interface StripeSandbox {
  readonly url: string;
  readonly port: number;
  readonly sandbox: Sandbox;
  stop(): Promise<void>;
}

export async function startStripeSandbox({ port, tickMs = 1000, ...options }: StartOptions): Promise<StripeSandbox> {
  const sandbox = new Sandbox(options);
  const server = await serve(sandboxApp(sandbox), port);
  const url = `http://127.0.0.1:${server.port}`;
  sandbox.publicUrl = url;
  const timer = tickMs > 0 && options.frozenAt === undefined ? setInterval(() => sandbox.runDue(), tickMs) : undefined;
  timer?.unref();
  sandbox.postOffice.wake();
  return {
    url,
    port: server.port,
    sandbox,
    async stop() {
      clearInterval(timer);
      await server.close();
      await sandbox.close();
    },
  };
}
