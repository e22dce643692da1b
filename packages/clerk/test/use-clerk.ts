/** A sandbox Clerk for a test file, whose clock can be behind: what it signs then is old already. */
import { afterAll, beforeAll } from "vitest";
import { type ClerkSandbox, startClerkSandbox } from "../../../sandbox/clerk/start-clerk-sandbox.ts";

export const password = "correct horse battery";
export const origin = "http://localhost:5173";

export interface TestClerk {
  /** Read it inside tests only. */
  readonly sandbox: ClerkSandbox;
  /** Runs with Clerk's clock behind by so many seconds. */
  secondsAgo<T>(seconds: number, run: () => T): T;
  newUser(slug?: string): { clerkUserId: string; address: string };
}

export function useClerk(): TestClerk {
  let sandbox: ClerkSandbox | undefined;
  let behindMs = 0;
  let people = 0;
  const running = (): ClerkSandbox => {
    if (!sandbox) throw new Error("Clerk is only there inside tests");
    return sandbox;
  };
  beforeAll(async () => {
    sandbox = await startClerkSandbox({ port: 0, now: () => Date.now() - behindMs });
  });
  afterAll(async () => {
    await sandbox?.stop();
  });
  return {
    get sandbox() {
      return running();
    },
    secondsAgo(seconds, run) {
      behindMs = seconds * 1000;
      try {
        return run();
      } finally {
        behindMs = 0;
      }
    },
    newUser(slug = "dream-api") {
      people += 1;
      const address = `person-${people}@example.com`;
      const [user] = running().seed(slug, [{ emailAddress: address, password, firstName: "Ada" }]);
      return { clerkUserId: user?.id ?? "", address };
    },
  };
}
