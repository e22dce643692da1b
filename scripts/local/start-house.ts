/** Starts the whole product with its demo data, as `npm start` and `npm run dev` do. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { buildSignInPages } from "./build-sign-in-pages.ts";
import { type BusinessClock, createBusinessClock } from "./business-clock.ts";
import { buildFrontend } from "./frontend/build-frontend.ts";
import { frontendWorker } from "./frontend/frontend-worker.ts";
import { readOrMakeSecrets } from "./local-secrets.ts";
import { stateDirectory } from "./paths.ts";
import { type Ports, readExampleUrls, readPorts, requireFreePorts } from "./ports.ts";
import { type Providers, startProviders, type WorkerUrls } from "./providers/start-providers.ts";
import { type Demo, seedDemo } from "./seed-demo.ts";
import { type Stack, startStack } from "./stack.ts";

export interface House {
  readonly stack: Stack;
  readonly clock: BusinessClock;
  readonly demo: Demo;
  readonly dashboardUrl: string;
  stop(): Promise<void>;
}

const minuteMs = 60_000;

/** `built` is served by its Worker, as in production; `source` by Vite, which shows changes at once. */
export type FrontendKind = "built" | "source";

/** @throws Error with a message for the person at the keyboard */
export async function startHouse(onLog: (line: string) => void, frontend: FrontendKind): Promise<House> {
  const ports = readPorts(process.env.PORT_BASE);
  await requireFreePorts(ports);
  const secrets = readOrMakeSecrets(join(stateDirectory, "secrets.json"));
  mkdirSync(stateDirectory, { recursive: true });
  const [providers, signInPages] = await Promise.all([
    startProviders({
      stripePort: ports.stripe,
      clerkPort: ports.clerk,
      persistTo: stateDirectory,
      frontendUrl: `http://localhost:${ports.frontend}`,
    }),
    buildSignInPages(),
  ]);
  const urls = {
    api: `http://localhost:${ports.api}`,
    frontAuth: `http://localhost:${ports.frontAuth}`,
    oauth: `http://localhost:${ports.oauth}`,
    endUserAuth: `http://localhost:${ports.endUserAuth}`,
  };
  const pages = await preparePages(frontend, { ports, providers, urls });
  const stack = await startStack({
    persistTo: join(stateDirectory, "state"),
    ports,
    ...secrets,
    signInPages,
    providers,
    onLog,
    extraWorkers: pages.workers,
  });
  const clock = createBusinessClock(stack, providers.stripe);
  await clock.align();
  // Turned on the sandbox's own page, the clock takes the Workers along.
  providers.stripe.sandbox.turnClock = (seconds) => clock.advanceTo(seconds * 1000);
  const demo = await seedDemo(join(stateDirectory, "demo.json"), {
    urls,
    examples: readExampleUrls(process.env.PORT_BASE),
    lab: stack.lab,
    providers,
  });
  // The runtime fires no crons here.
  const crons = setInterval(() => {
    stack.runCrons().catch((error: unknown) => console.error("the crons failed:", error));
  }, minuteMs);
  return {
    stack,
    clock,
    demo,
    dashboardUrl: providers.dashboardUrl,
    async stop() {
      clearInterval(crons);
      await pages.stop();
      await stack.stop();
      await providers.stop();
    },
  };
}

interface PagesSurroundings {
  readonly ports: Ports;
  readonly providers: Providers;
  readonly urls: WorkerUrls;
}

async function preparePages(kind: FrontendKind, { ports, providers, urls }: PagesSurroundings) {
  const options = { port: ports.frontend, providers, urls };
  if (kind === "built") {
    return {
      workers: [await frontendWorker({ ...options, directory: await buildFrontend() })],
      stop: async () => {},
    };
  }
  // Vite takes a moment to load, and only this way of serving needs it.
  const { serveFrontendSource } = await import("./frontend/serve-frontend-source.ts");
  return { workers: [], stop: await serveFrontendSource(options) };
}

/** What a person needs to begin. */
export function describeHouse({ demo, dashboardUrl }: House): string {
  const { api } = demo.urls;
  return `
dream-api is running.

  Dashboard        ${dashboardUrl}
  API              ${api}
  Reference        ${api}/docs
  Hosted sign-in   ${demo.urls.endUserAuth}
  Sandbox Stripe   ${demo.stripe.url}/_sandbox
  Sandbox Clerk    ${demo.clerk.url}/_sandbox
  Demo developer   ${demo.developer.email}, password ${demo.developer.password}
  Keys             .dream/demo.json  (demo SaaS ${demo.saas.projectId}, demo store ${demo.store.projectId})
  Examples         npm start -w examples/saas   opens ${demo.examples.saas}
                   npm start -w examples/store  opens ${demo.examples.store}

Count a use:

  curl -X POST ${api}/api/data \\
    -H "Authorization: Bearer ${demo.saas.secretKey}" \\
    -H "X-User-Id: alice"

Stop with Ctrl-C.
`;
}

/** Runs until Ctrl-C or a polite kill; then everything is closed and the process ends well. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // Miniflare would end the process itself at once, as failed and before the Workers are closed.
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}
