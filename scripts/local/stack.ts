/**
 * The product on this machine: every Worker in one Miniflare on real D1 and Durable Objects, each on a socket of its
 * own (Miniflare's shared port costs 70% of the throughput). No request leaves the machine.
 */
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, Response, type V4MiniflareOptions } from "miniflare";
import { bundleWorker } from "./bundle.ts";
import { connectEntrypoint, type LabClient } from "./lab-client.ts";
import type { LabMethods } from "./lab-methods.ts";
import { migrate } from "./migrate.ts";
import { readWorkerConfig } from "./worker-config.ts";

export interface StackOptions {
  /** Where state is kept; absent keeps it for this run only. */
  readonly persistTo?: string;
  /** 0 takes a free one. */
  readonly apiPort: number;
  readonly keySigningSecret: string;
  readonly keySigningSecretPrevious?: string;
  readonly planRequiredFor?: "live" | "all";
  /** `production` runs what is deployed, for honest benchmarks: it has no lab. */
  readonly entry?: "lab" | "production";
  /** Gets what the Workers write to their log, a line each. */
  readonly onLog?: (line: string) => void;
  /** More Workers beside ours, for the benchmarks. */
  readonly extraWorkers?: V4WorkerOptions[];
}

type V4WorkerOptions = Extract<V4MiniflareOptions, { workers: unknown[] }>["workers"][number];

export interface Stack {
  readonly miniflare: Miniflare;
  readonly lab: LabClient;
  readonly apiUrl: string;
  urlOf(worker: string): Promise<string>;
  /** Bundles again and restarts the Workers; state stays. @throws when the source does not build, leaving things as they are */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

const host = "127.0.0.1";
const apiWorker = "dream-api-multi";

/** The alternate entry is production plus the lab. */
export const apiEntries = { lab: "scripts/local/entries/api-multi.ts", production: "api-multi/src/index.ts" };

export async function startStack(options: StackOptions): Promise<Stack> {
  const miniflare = new Miniflare(await miniflareOptions(options));
  try {
    await miniflare.ready;
    await migrate((await miniflare.getD1Database("DB", apiWorker)) as never);
  } catch (error) {
    await miniflare.dispose();
    throw error;
  }
  const urlOf = async (worker: string) => (await miniflare.unsafeGetDirectURL(worker)).origin;
  return {
    miniflare,
    lab: options.entry === "production" ? noLab() : connectEntrypoint<LabMethods>(miniflare, "LAB"),
    apiUrl: await urlOf(apiWorker),
    urlOf,
    async reload() {
      await miniflare.setOptions(await miniflareOptions(options));
    },
    stop: () => miniflare.dispose(),
  };
}

async function miniflareOptions(options: StackOptions) {
  const { entry = "lab" } = options;
  const config = readWorkerConfig("api-multi");
  const [api, bridge] = await Promise.all([
    bundleWorker(apiEntries[entry]),
    entry === "lab" ? bridgeToLab(config.compatibilityDate) : null,
  ]);
  const workers: V4WorkerOptions[] = [
    ...(bridge ? [bridge] : []),
    {
      ...config,
      modules: api,
      modulesRoot: "/",
      bindings: { ...config.bindings, ...secretsOf(options) },
      unsafeDirectSockets: [{ host, port: options.apiPort }],
      outboundService: refuseOutbound,
    },
    ...(options.extraWorkers ?? []),
  ];
  return convertV4MiniflareOptions({
    workers,
    host,
    port: 0,
    cf: false,
    log: new Log(LogLevel.ERROR),
    ...(options.persistTo === undefined ? {} : { resourcePersistencePath: options.persistTo }),
    handleStructuredLogs: ({ message }) => options.onLog?.(message),
  });
}

async function bridgeToLab(compatibilityDate: string): Promise<V4WorkerOptions> {
  return {
    name: "bridge",
    modules: await bundleWorker("scripts/local/entries/bridge.ts"),
    modulesRoot: "/",
    compatibilityDate,
    serviceBindings: {
      LAB: { name: apiWorker, entrypoint: "Lab" },
      CONTROL: { name: apiWorker, entrypoint: "Control" },
    },
  };
}

function noLab(): LabClient {
  return new Proxy({} as LabClient, {
    get(_target, method) {
      if (method === "then") return undefined;
      throw new Error(`lab.${String(method)}: the production entry has no lab`);
    },
  });
}

function secretsOf({
  keySigningSecret,
  keySigningSecretPrevious,
  planRequiredFor,
}: StackOptions): Record<string, string> {
  return {
    KEY_SIGNING_SECRET: keySigningSecret,
    ...(keySigningSecretPrevious ? { KEY_SIGNING_SECRET_PREVIOUS: keySigningSecretPrevious } : {}),
    ...(planRequiredFor ? { PLAN_REQUIRED_FOR: planRequiredFor } : {}),
  };
}

/** Nothing leaves the machine: a Worker that wants the network has a bug, and is told so. */
function refuseOutbound(request: { url: string }): Response {
  return new Response(`The local run refuses outbound requests: ${new URL(request.url).host}`, { status: 502 });
}
