/**
 * The product's parts without the Workers around them: D1, a strict sandbox Stripe with a clock that moves when told,
 * and the adapters of both. News of Stripe arrives when the test says so, as often and in what order it likes.
 */
import { randomBytes } from "node:crypto";
import { type NewProduct, type NewTier, newProjectId, type Scope, scopeOf, syncCatalogue } from "@dream-api/domain";
import { type Database, tenantProjects, tenantSyncRuns } from "@dream-api/storage";
import { createStripeCatalogue, createStripeClient } from "@dream-api/stripe";
import { afterAll, beforeAll } from "vitest";
import { useDatabase } from "../../packages/storage/test/database.ts";
import { type StripeSandbox, startStripeSandbox } from "../../sandbox/stripe/start-stripe-sandbox.ts";
import { connect } from "../catalogue/use-sync.ts";

/** A project whose catalogue stands on a connected account of its own. */
export interface PartsProject {
  readonly scope: Scope;
  readonly account: string;
  readonly client: ReturnType<typeof createStripeClient>;
  readonly clock: () => { real: number; business: number };
  sync(): Promise<void>;
  readonly reports: string[];
  readonly report: (message: string, cause: unknown) => void;
}

export interface Parts {
  readonly database: Database;
  newProject(sold: { tiers: readonly NewTier[] } | { products: readonly NewProduct[] }): Promise<PartsProject>;
  /** A call to Stripe by the account's owner or, on the payment pages, a buyer. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
  ask(account: string, method: "GET" | "POST" | "DELETE", path: string, form?: Record<string, string>): Promise<any>;
  /** All of a list, over its pages. */
  // biome-ignore lint/suspicious/noExplicitAny: as the wire shows it.
  list(account: string, path: string): Promise<any[]>;
  /** Business time, epoch milliseconds. */
  now(): number;
  advance(milliseconds: number): void;
  addFault(fault: Parameters<StripeSandbox["sandbox"]["faults"]["add"]>[0]): void;
}

const startTime = Math.floor(Date.now() / 1000);

export function useParts(): Parts {
  const storage = useDatabase();
  let running: StripeSandbox | undefined;
  const stripe = (): StripeSandbox => {
    if (!running) throw new Error("Stripe is only there inside tests");
    return running;
  };
  beforeAll(async () => {
    running = await startStripeSandbox({ port: 0, isStrict: true, tickMs: 0, frozenAt: startTime });
  });
  afterAll(() => running?.stop());
  const now = () => stripe().sandbox.clock.now() * 1000;

  const ask: Parts["ask"] = async (account, method, path, form) => {
    const { secretKey } = stripe().sandbox.accounts.platform;
    const answer = await fetch(stripe().url + path, {
      method,
      headers: { Authorization: `Bearer ${secretKey.test}`, "Stripe-Account": account },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    return answer.json();
  };

  return {
    get database() {
      return storage.database;
    },
    now,
    advance(milliseconds) {
      stripe().sandbox.advanceTo(Math.ceil((now() + milliseconds) / 1000));
    },
    addFault: (fault) => stripe().sandbox.faults.add(fault),
    ask,
    async list(account, path) {
      const all = [];
      for (let after = ""; ; ) {
        const page = await ask(account, "GET", `/v1/${path}${path.includes("?") ? "&" : "?"}limit=100${after}`);
        all.push(...page.data);
        if (!page.has_more) return all;
        after = `&starting_after=${page.data.at(-1).id}`;
      }
    },
    newProject: (sold) => newProject(storage.database, stripe(), now, sold),
  };
}

async function newProject(
  database: Database,
  { sandbox, url }: StripeSandbox,
  now: () => number,
  sold: Parameters<Parts["newProject"]>[0],
): Promise<PartsProject> {
  const clock = () => ({ real: now(), business: now() });
  const scope = scopeOf(newProjectId(), "test");
  const platformId = `plt_${scope.projectId}`;
  const type = "tiers" in sold ? ("saas" as const) : ("store" as const);
  await tenantProjects(database, now).createProject(scope, {
    platformId,
    name: "A project",
    type,
    currency: "usd",
    ...sold,
  });
  const { id: account } = sandbox.accounts.create(() => `acct_${randomBytes(8).toString("hex")}`, sandbox.clock.now());
  sandbox.accounts.connect({ account, livemode: false, scope: "read_write", code: "" });
  await connect(database, platformId, account);
  const client = createStripeClient({ secretKey: sandbox.accounts.platform.secretKey.test, apiUrl: url });
  const reports: string[] = [];
  const report = (message: string, cause: unknown) => void reports.push(`${message}: ${cause}`);
  const catalogue = createStripeCatalogue(client);
  const sync = async () => {
    await syncCatalogue(scope, { runs: tenantSyncRuns(database), stripeOf: () => catalogue, clock, report });
  };
  await sync();
  return { scope, account, client, clock, sync, reports, report };
}
