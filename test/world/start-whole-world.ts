/** Starts every Worker with a Stripe and a Clerk of its own, for tests and for proofs that run outside of them. */
import { type BusinessClock, createBusinessClock } from "../../scripts/local/business-clock.ts";
import {
  type ProviderOptions,
  type Providers,
  startProviders,
  type WorkerUrls,
} from "../../scripts/local/providers/start-providers.ts";
import { type StackOptions, startStack } from "../../scripts/local/stack.ts";
import { signingSecret, type World } from "./world.ts";

/** Where the tests' developers sign in: the only origin whose tokens count. */
export const frontendUrl = "http://localhost:5173";

export interface WholeWorld extends World {
  readonly providers: Providers;
  readonly clock: BusinessClock;
  readonly urls: WorkerUrls;
}

export interface StartedWorld extends WholeWorld {
  stop(): Promise<void>;
}

/** @param prepare more of the stack's options, made from the providers when they run */
export async function startWholeWorld(
  options: Partial<StackOptions> = {},
  providerOptions: Partial<ProviderOptions> = {},
  prepare: (providers: Providers) => Promise<Partial<StackOptions>> = async () => ({}),
): Promise<StartedWorld> {
  const providers = await startProviders({ stripePort: 0, clerkPort: 0, frontendUrl, ...providerOptions });
  const log: string[] = [];
  const stack = await startStack({
    keySigningSecret: signingSecret,
    onLog: (line) => log.push(line),
    providers,
    ...options,
    ...(await prepare(providers)),
  });
  return {
    stack,
    lab: stack.lab,
    apiUrl: stack.apiUrl,
    urls: stack.urls,
    providers,
    clock: createBusinessClock(stack, providers.stripe),
    log,
    async stop() {
      await stack.stop();
      await providers.stop();
    },
  };
}
