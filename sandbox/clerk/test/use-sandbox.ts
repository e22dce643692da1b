/** A Clerk of its own for a test file, and its Backend SDK. */
import { type ClerkClient, createClerkClient } from "@clerk/backend";
import { afterAll, beforeAll } from "vitest";
import type { InstanceSlug } from "../instances/instance.ts";
import { type ClerkSandbox, type ClerkSandboxOptions, startClerkSandbox } from "../start-clerk-sandbox.ts";

export interface RunningSandbox {
  /** Read it inside tests only. */
  readonly clerk: ClerkSandbox;
  sdk(slug?: InstanceSlug): ClerkClient;
}

export function useSandbox(options: Partial<ClerkSandboxOptions> = {}): RunningSandbox {
  let clerk: ClerkSandbox | undefined;
  const running = (): ClerkSandbox => {
    if (!clerk) throw new Error("The sandbox is only there inside tests");
    return clerk;
  };
  beforeAll(async () => {
    clerk = await startClerkSandbox({ port: 0, ...options });
  });
  afterAll(async () => {
    await clerk?.stop();
  });
  return {
    get clerk() {
      return running();
    },
    sdk: (slug = "dream-api") => sdkOf(running(), slug),
  };
}

export function sdkOf(clerk: ClerkSandbox, slug: InstanceSlug): ClerkClient {
  const { secretKey, publishableKey } = clerk.instance(slug);
  return createClerkClient({ secretKey, publishableKey, apiUrl: clerk.url, telemetry: { disabled: true } });
}

let people = 0;

/** An address that nobody has yet. */
export function newAddress(): string {
  people += 1;
  return `person-${people}@example.com`;
}

export const password = "correct horse battery";
