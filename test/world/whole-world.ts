/** Every Worker with a Stripe and a Clerk of its own, for tests that cross from one to the other. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import type { ProviderOptions, Providers, WorkerUrls } from "../../scripts/local/providers/start-providers.ts";
import type { StackOptions } from "../../scripts/local/stack.ts";
import { type StartedWorld, startWholeWorld, type WholeWorld } from "./start-whole-world.ts";
import { type ApiAnswer, type ApiCall, callUrl } from "./world.ts";

export { frontendUrl, type WholeWorld } from "./start-whole-world.ts";

/**
 * Starts everything before the tests of a file and stops it after them. Read its fields inside tests only.
 * @param prepare more of the stack's options, made from the providers when they run
 */
export function useWholeWorld(
  options: Partial<StackOptions> = {},
  providerOptions: Partial<ProviderOptions> = {},
  prepare?: (providers: Providers) => Promise<Partial<StackOptions>>,
): WholeWorld {
  let running: StartedWorld | undefined;
  const world = () => {
    if (!running) throw new Error("The world is only there inside tests");
    return running;
  };
  beforeAll(async () => {
    running = await startWholeWorld(options, providerOptions, prepare);
  });
  afterAll(() => running?.stop());
  return {
    get stack() {
      return world().stack;
    },
    get lab() {
      return world().lab;
    },
    get apiUrl() {
      return world().apiUrl;
    },
    get urls() {
      return world().urls;
    },
    get providers() {
      return world().providers;
    },
    get clock() {
      return world().clock;
    },
    get log() {
      return world().log;
    },
  };
}

/** Somebody with an account at the sandbox Clerk who is signed in to the dashboard. */
export interface TestDeveloper {
  readonly email: string;
  readonly clerkUserId: string;
  readonly sessionId: string;
  /** As the dashboard would send it; good for a minute. */
  readonly token: string;
}

const password = "correct horse battery staple";

/** @param email a new one unless given */
export function signUpDeveloper(
  { providers: { clerk, dashboardUrl } }: WholeWorld,
  email = `dev-${randomBytes(6).toString("hex")}@example.com`,
): TestDeveloper {
  const [user] = clerk.seed("dream-api", [{ emailAddress: email, password, firstName: "Dev", lastName: "Eloper" }]);
  if (!user) throw new Error("The sandbox Clerk made no user");
  const { sessionId, token } = clerk.signIn("dream-api", email, dashboardUrl);
  return { email, clerkUserId: user.id, sessionId, token };
}

type Service = keyof WorkerUrls;

/** One call to one of the Workers over HTTP, as the dashboard would make it. */
export function callAs(
  world: WholeWorld,
  developer: Pick<TestDeveloper, "token">,
  service: Service,
  path: string,
  request: ApiCall = {},
): Promise<ApiAnswer> {
  const headers = {
    Authorization: `Bearer ${developer.token}`,
    Origin: world.providers.dashboardUrl,
    ...request.headers,
  };
  return callUrl(world.urls[service] + path, { ...request, headers });
}
