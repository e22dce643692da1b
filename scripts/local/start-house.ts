/** Starts the whole product with its demo data, as `npm start` and `npm run dev` do. */
import { type BusinessClock, createBusinessClock } from "./business-clock.ts";
import { stateDirectory } from "./paths.ts";
import { readPorts, requireFreePorts } from "./ports.ts";
import type { Demo } from "./seed-demo.ts";
import type { Stack } from "./stack.ts";
import { startParts } from "./start-parts.ts";

export interface House {
  readonly stack: Stack;
  readonly clock: BusinessClock;
  readonly demo: Demo;
  stop(): Promise<void>;
}

const minuteMs = 60_000;

/** @throws Error with a message for the person at the keyboard */
export async function startHouse(onLog: (line: string) => void): Promise<House> {
  const ports = readPorts(process.env.PORT_BASE);
  await requireFreePorts(ports);
  const { stack, providers, seed, stop } = await startParts({ directory: stateDirectory, ports, onLog });
  const clock = createBusinessClock(stack, providers.stripe);
  await clock.align();
  // Turned on the sandbox's own page, the clock takes the Workers along.
  providers.stripe.sandbox.turnClock = (seconds) => clock.advanceTo(seconds * 1000);
  const demo = await seed();
  // The runtime fires no crons here.
  const crons = setInterval(() => {
    stack.runCrons().catch((error: unknown) => console.error("the crons failed:", error));
  }, minuteMs);
  return {
    stack,
    clock,
    demo,
    async stop() {
      clearInterval(crons);
      await stop();
    },
  };
}

/** What a person needs to begin. */
export function describeHouse({ demo }: House): string {
  const { api } = demo.urls;
  return `
dream-api is running.

  API              ${api}
  Reference        ${api}/docs
  Hosted sign-in   ${demo.urls.endUserAuth}
  Sandbox Stripe   ${demo.stripe.url}/_sandbox
  Sandbox Clerk    ${demo.clerk.url}/_sandbox
  Demo developer   ${demo.developer.email}, password ${demo.developer.password}
  Keys             .dream/demo.json  (demo SaaS ${demo.saas.projectId}, demo store ${demo.store.projectId})

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
