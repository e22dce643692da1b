/** The house as it stood at a moment of the past: all its clocks were there, and go forward from one step to the next. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { hearAll } from "../business-clock.ts";
import { readOrMakeSecrets } from "../local-secrets.ts";
import { type Ports, readExampleUrls } from "../ports.ts";
import { type Providers, startProviders } from "../providers/start-providers.ts";
import { type Demo, seedDemo } from "../seed-demo.ts";
import { type Stack, startStack } from "../stack.ts";

export interface PastHouse {
  readonly stack: Stack;
  readonly providers: Providers;
  readonly demo: Demo;
  /** Epoch milliseconds. A moment that has passed already is now. */
  turnTo(moment: number): Promise<void>;
  /** Until the Workers know all that happened at Stripe. */
  hear(): Promise<void>;
  /** The same, and what the Workers do by the clock. */
  hearAndTidy(): Promise<void>;
  stop(): Promise<void>;
}

export interface PastHouseOptions {
  /** Has no state in it yet. */
  readonly directory: string;
  readonly ports: Ports;
  readonly beginsAt: number;
  readonly onLog: (line: string) => void;
}

/** The Workers' real time is of the past too: it dates customers, keys and what was heard. */
export async function startPastHouse({ directory, ports, beginsAt, onLog }: PastHouseOptions): Promise<PastHouse> {
  mkdirSync(directory, { recursive: true });
  const secrets = readOrMakeSecrets(join(directory, "secrets.json"));
  const providers = await startProviders({
    stripePort: ports.stripe,
    clerkPort: ports.clerk,
    persistTo: directory,
    frontendUrl: `http://localhost:${ports.frontend}`,
  });
  const stack = await startStack({ persistTo: join(directory, "state"), ports, ...secrets, providers, onLog });
  const { sandbox } = providers.stripe;
  sandbox.clock.set(Math.floor(beginsAt / 1000));

  async function turnTo(moment: number): Promise<void> {
    const seconds = Math.floor(moment / 1000);
    const offset = Math.max(seconds, sandbox.clock.now()) * 1000 - Date.now();
    // The Workers first: what Stripe tells them is then not of their future.
    await stack.setClock({ real: offset, business: offset });
    // Time went on meanwhile, also here.
    sandbox.advanceTo(Math.max(seconds, sandbox.clock.now()));
  }

  await turnTo(beginsAt);
  return {
    stack,
    providers,
    demo: await seedDemo(join(directory, "demo.json"), {
      urls: stack.urls,
      examples: readExampleUrls(process.env.PORT_BASE),
      lab: stack.lab,
      providers,
    }),
    turnTo,
    async hear() {
      await sandbox.postOffice.drain();
      // The crons are most of what a quiet day costs.
      if ((await stack.lab.letNewsThrough()) > 0) await hearAll(stack, providers.stripe);
    },
    hearAndTidy: () => hearAll(stack, providers.stripe),
    async stop() {
      await stack.stop();
      await providers.stop();
    },
  };
}
