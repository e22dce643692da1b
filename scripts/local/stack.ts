/**
 * The product on this machine: every Worker in one Miniflare on real D1, R2 and Durable Objects, each on a socket of its
 * own (Miniflare's shared port costs 70% of the throughput). No request leaves the machine.
 */
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, Response, type V4MiniflareOptions } from "miniflare";
import { bundleWorker } from "./bundle.ts";
import { connectEntrypoint, type LabClient } from "./lab-client.ts";
import type { ClockSetting, LabMethods } from "./lab-methods.ts";
import { makeTokenSigningKeys, publicKeysOf } from "./local-secrets.ts";
import { migrate } from "./migrate.ts";
import { projectRoot } from "./paths.ts";
import { freePort, type Ports } from "./ports.ts";
import type { Providers, WorkerUrls } from "./providers/start-providers.ts";
import { type AssetsConfig, readWorkerConfig } from "./worker-config.ts";
import { entryOf, type WorkerDirectory, type WorkerEntry, workerDirectories, workerNames } from "./workers.ts";

export interface StackOptions {
  /** Where state is kept; absent keeps it for this run only. */
  readonly persistTo?: string;
  /** Those that are not named get a free one. */
  readonly ports?: Partial<Ports>;
  readonly keySigningSecret: string;
  readonly keySigningSecretPrevious?: string;
  /** A JWK set with private keys for end users' tokens; absent makes one for this run. */
  readonly tokenSigningKeys?: string;
  /** The built pages of the hosted sign-in; absent is their source, of which no script runs. */
  readonly signInPages?: string;
  readonly planRequiredFor?: "live" | "all";
  /** The Stripe and Clerk to work with. Without them api-multi runs alone, and what needs them fails. */
  readonly providers?: Providers;
  /** `production` runs what is deployed, for honest benchmarks: it has no lab. */
  readonly entry?: WorkerEntry;
  /** Gets what the Workers write to their log, a line each. */
  readonly onLog?: (line: string) => void;
  /** More Workers beside ours, for the benchmarks. */
  readonly extraWorkers?: V4WorkerOptions[];
}

type V4WorkerOptions = Extract<V4MiniflareOptions, { workers: unknown[] }>["workers"][number];

export interface Stack {
  readonly miniflare: Miniflare;
  readonly lab: LabClient;
  readonly urls: WorkerUrls;
  readonly apiUrl: string;
  urlOf(worker: string): Promise<string>;
  /** Of all Workers. */
  setClock(setting: ClockSetting): Promise<void>;
  /** Of all Workers that have some. */
  runCrons(): Promise<void>;
  /** Bundles again and restarts the Workers; state stays. @throws when the source does not build, leaving things as they are */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

const host = "127.0.0.1";
const apiWorker = workerNames["api-multi"];

const portNames: Record<WorkerDirectory, keyof Ports> = {
  "api-multi": "api",
  "front-auth-api": "frontAuth",
  "oauth-api": "oauth",
  "end-user-auth": "endUserAuth",
};

/** The Workers that have no lab, by the name that the bridge has for their clock. */
const clockBindings: Partial<Record<WorkerDirectory, string>> = {
  "front-auth-api": "FRONT_AUTH_CLOCK",
  "oauth-api": "OAUTH_CLOCK",
  "end-user-auth": "END_USER_AUTH_CLOCK",
};

export async function startStack(given: StackOptions): Promise<Stack> {
  const options = await complete(given);
  const miniflare = new Miniflare(await miniflareOptions(options));
  try {
    await miniflare.ready;
    await migrate((await miniflare.getD1Database("DB", apiWorker)) as never);
  } catch (error) {
    await miniflare.dispose();
    throw error;
  }
  const urlOf = async (worker: string) => (await miniflare.unsafeGetDirectURL(worker)).origin;
  const urls = await urlsOf(options, urlOf);
  await options.providers?.deliverTo(urls);
  const lab = options.entry === "production" ? noLab() : connectEntrypoint<LabMethods>(miniflare, "LAB");
  const clocks = runningWorkers(options).flatMap((worker) => clockBindings[worker] ?? []);
  return {
    miniflare,
    lab,
    urls,
    apiUrl: urls.api,
    urlOf,
    async setClock(setting) {
      const others = clocks.map((name) => connectEntrypoint<Pick<LabMethods, "setClock">>(miniflare, name));
      await Promise.all([lab, ...others].map((worker) => worker.setClock(setting)));
    },
    async runCrons() {
      await lab.runCrons();
      if (options.providers)
        await connectEntrypoint<Pick<LabMethods, "runCrons">>(miniflare, "FRONT_AUTH_CLOCK").runCrons();
    },
    async reload() {
      await miniflare.setOptions(await miniflareOptions(options));
    },
    stop: () => miniflare.dispose(),
  };
}

/** What a restart of the Workers must find as it was. End users' tokens carry the address that they come from. */
async function complete(given: StackOptions): Promise<CompleteOptions> {
  const endUserAuth = given.ports?.endUserAuth || (await freePort());
  return {
    ...given,
    ports: { ...given.ports, endUserAuth },
    tokenSigningKeys: given.tokenSigningKeys ?? makeTokenSigningKeys(),
  };
}

type CompleteOptions = StackOptions & {
  readonly ports: Partial<Ports> & Pick<Ports, "endUserAuth">;
  readonly tokenSigningKeys: string;
};

function runningWorkers({ providers }: StackOptions): readonly WorkerDirectory[] {
  return providers ? workerDirectories : ["api-multi"];
}

async function urlsOf(options: CompleteOptions, urlOf: (worker: string) => Promise<string>): Promise<WorkerUrls> {
  const api = await urlOf(apiWorker);
  // A Worker that does not run has no address; whoever asks for it finds nothing there.
  if (!options.providers) return { api, frontAuth: "", oauth: "", endUserAuth: "" };
  return {
    api,
    frontAuth: await urlOf(workerNames["front-auth-api"]),
    oauth: await urlOf(workerNames["oauth-api"]),
    endUserAuth: issuerOf(options),
  };
}

async function miniflareOptions(options: CompleteOptions) {
  const { entry = "lab" } = options;
  const directories = runningWorkers(options);
  const ours = await Promise.all(directories.map((directory) => workerOptions(directory, options)));
  const workers: V4WorkerOptions[] = [
    ...(entry === "lab" ? [await bridgeToLab(directories)] : []),
    ...ours,
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

async function workerOptions(directory: WorkerDirectory, options: CompleteOptions): Promise<V4WorkerOptions> {
  const { entry = "lab", ports, providers } = options;
  const { assets, ...config } = readWorkerConfig(directory);
  return {
    ...config,
    modules: await bundleWorker(entryOf(directory, entry)),
    modulesRoot: "/",
    bindings: { ...config.bindings, ...settingsOf(directory, options) },
    unsafeDirectSockets: [{ host, port: ports[portNames[directory]] ?? 0 }],
    ...(assets ? { assets: assetsOf(assets, options) } : {}),
    outboundService: providers ? (request) => providers.outbound(request as never) as never : refuseOutbound,
  };
}

async function bridgeToLab(directories: readonly WorkerDirectory[]): Promise<V4WorkerOptions> {
  const clocks = directories.flatMap((directory) => {
    const binding = clockBindings[directory];
    return binding ? [[binding, { name: workerNames[directory], entrypoint: "LabClock" }] as const] : [];
  });
  return {
    name: "bridge",
    modules: await bundleWorker("scripts/local/entries/bridge.ts"),
    modulesRoot: "/",
    compatibilityDate: readWorkerConfig("api-multi").compatibilityDate,
    serviceBindings: {
      LAB: { name: apiWorker, entrypoint: "Lab" },
      CONTROL: { name: apiWorker, entrypoint: "Control" },
      ...Object.fromEntries(clocks),
    },
  };
}

function assetsOf({ binding, notFoundHandling }: AssetsConfig, { signInPages }: StackOptions) {
  return {
    directory: signInPages ?? join(projectRoot, "end-user-auth/pages"),
    binding,
    assetConfig: { not_found_handling: notFoundHandling },
    routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
  };
}

function issuerOf({ ports }: CompleteOptions): string {
  return `http://localhost:${ports.endUserAuth}`;
}

function noLab(): LabClient {
  return new Proxy({} as LabClient, {
    get(_target, method) {
      if (method === "then") return undefined;
      throw new Error(`lab.${String(method)}: the production entry has no lab`);
    },
  });
}

const defaultApiPort = 8787;

function settingsOf(directory: WorkerDirectory, options: CompleteOptions): Record<string, string> {
  const { keySigningSecret, keySigningSecretPrevious, planRequiredFor, providers, ports } = options;
  const ofProviders = providers?.settingsOf(directory) ?? {};
  const plan = planRequiredFor ? { PLAN_REQUIRED_FOR: planRequiredFor } : {};
  const END_USER_ISSUER = issuerOf(options);
  if (directory !== "api-multi") {
    const API_URL = `http://localhost:${ports.api || defaultApiPort}`;
    const ofSignIn = { END_USER_ISSUER, TOKEN_SIGNING_KEYS: options.tokenSigningKeys };
    return { ...ofProviders, ...plan, API_URL, ...(directory === "end-user-auth" ? ofSignIn : {}) };
  }
  return {
    ...ofProviders,
    ...plan,
    KEY_SIGNING_SECRET: keySigningSecret,
    END_USER_ISSUER,
    END_USER_TOKEN_JWKS: publicKeysOf(options.tokenSigningKeys),
    ...(keySigningSecretPrevious ? { KEY_SIGNING_SECRET_PREVIOUS: keySigningSecretPrevious } : {}),
  };
}

/** Nothing leaves the machine: a Worker that wants the network has a bug, and is told so. */
function refuseOutbound(request: { url: string }): Response {
  return new Response(`The local run refuses outbound requests: ${new URL(request.url).host}`, { status: 502 });
}
