/** The Stripe, the Clerk and the Workers of this machine, on their ports and with their state in one folder. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { readOrMakeSecrets } from "./local-secrets.ts";
import { type Ports, readExampleUrls, readFrontendUrl } from "./ports.ts";
import { type Providers, startProviders } from "./providers/start-providers.ts";
import { type Demo, seedDemo } from "./seed-demo.ts";
import { type Stack, startStack } from "./stack.ts";

export interface PartsOptions {
  readonly directory: string;
  readonly ports: Ports;
  readonly onLog: (line: string) => void;
}

export interface Parts {
  readonly stack: Stack;
  readonly providers: Providers;
  /** Makes the demo developer and projects, or finds them. */
  seed(): Promise<Demo>;
  stop(): Promise<void>;
}

export async function startParts({ directory, ports, onLog }: PartsOptions): Promise<Parts> {
  const secrets = readOrMakeSecrets(join(directory, "secrets.json"));
  mkdirSync(directory, { recursive: true });
  const providers = await startProviders({
    stripePort: ports.stripe,
    clerkPort: ports.clerk,
    persistTo: directory,
    frontendUrl: readFrontendUrl(process.env.PORT_BASE),
  });
  const stack = await startStack({ persistTo: join(directory, "state"), ports, ...secrets, providers, onLog });
  const urls = {
    api: `http://localhost:${ports.api}`,
    frontAuth: `http://localhost:${ports.frontAuth}`,
    oauth: `http://localhost:${ports.oauth}`,
    endUserAuth: `http://localhost:${ports.endUserAuth}`,
  };
  const examples = readExampleUrls(process.env.PORT_BASE);
  return {
    stack,
    providers,
    seed: () => seedDemo(join(directory, "demo.json"), { urls, examples, lab: stack.lab, providers }),
    async stop() {
      await stack.stop();
      await providers.stop();
    },
  };
}
