/** A sandbox Stripe for a test file, strict and in memory, and the client that talks to it. */
import { randomBytes } from "node:crypto";
import Stripe from "stripe";
import { afterAll, beforeAll, expect } from "vitest";
import { grantCode } from "../../../sandbox/stripe/connect/oauth.ts";
import { type StripeSandbox, startStripeSandbox } from "../../../sandbox/stripe/start-stripe-sandbox.ts";

type Fault = Parameters<StripeSandbox["sandbox"]["faults"]["add"]>[0];
type Mode = "test" | "live";

/** Read it inside tests only. */
export interface TestStripe {
  /** Gives up on an answer sooner than the product does, so that no test has to wait, unless told otherwise. */
  client(mode?: Mode, timeout?: number): Stripe;
  url(): string;
  secretKeys(): Readonly<Record<Mode, string>>;
  /** A connected account of its own for a test. */
  newAccount(modes?: Mode[]): string;
  disconnect(account: string, mode?: Mode): void;
  /** What the account's owner agreed to, as a code to exchange. */
  grant(account: string, mode: Mode): string;
  /** Whether we may act for the account in that very mode. */
  isGranted(account: string, mode: Mode): boolean;
  addFault(fault: Fault): void;
  clearFaults(): void;
  /** Until every call that was made slow has run. */
  settle(): Promise<void>;
}

const timeoutMs = 300;
export const slowerThanTimeoutMs = 3 * timeoutMs;

export function useStripe(): TestStripe {
  let running: StripeSandbox | undefined;
  const bugs: unknown[] = [];
  const there = (): StripeSandbox => {
    if (!running) throw new Error("Stripe is only there inside tests");
    return running;
  };
  beforeAll(async () => {
    running = await startStripeSandbox({ port: 0, isStrict: true, tickMs: 0, onError: (error) => bugs.push(error) });
  });
  afterAll(async () => {
    await running?.stop();
    expect(bugs).toEqual([]);
  });
  return {
    client: (mode = "test", timeout = timeoutMs) =>
      new Stripe(there().sandbox.accounts.platform.secretKey[mode], {
        host: "127.0.0.1",
        port: there().port,
        protocol: "http",
        timeout,
        httpClient: Stripe.createFetchHttpClient(),
        maxNetworkRetries: 0,
        telemetry: false,
      }),
    url: () => there().url,
    secretKeys: () => there().sandbox.accounts.platform.secretKey,
    newAccount(modes = ["test"]) {
      const { accounts, clock } = there().sandbox;
      const { id } = accounts.create(() => `acct_${randomBytes(8).toString("hex")}`, clock.now());
      for (const mode of modes) {
        accounts.connect({ account: id, livemode: mode === "live", scope: "read_write", code: "" });
      }
      return id;
    },
    disconnect: (account, mode = "test") => void there().sandbox.accounts.disconnect(account, mode === "live"),
    grant: (account, mode) => grantCode(there().sandbox, account, mode === "live", "read_write"),
    isGranted: (account, mode) =>
      there()
        .sandbox.accounts.connections(account)
        .some(({ livemode }) => livemode === (mode === "live")),
    addFault: (fault) => there().sandbox.faults.add(fault),
    clearFaults: () => there().sandbox.faults.clear(),
    settle: () => there().sandbox.wait(slowerThanTimeoutMs),
  };
}
