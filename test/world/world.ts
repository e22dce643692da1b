/**
 * The product, started for a test file: real Workers, D1 and Durable Objects, with a lab to set clocks and faults.
 * Tests share nothing but the runtime: each makes projects of its own.
 */
import { afterAll, beforeAll } from "vitest";
import type { LabClient } from "../../scripts/local/lab-client.ts";
import type { LabProject, LabTier, TenantName } from "../../scripts/local/lab-methods.ts";
import { type Stack, type StackOptions, startStack } from "../../scripts/local/stack.ts";

export const signingSecret = `1.${"test-signing-secret-".repeat(2)}`;

export interface World {
  readonly stack: Stack;
  readonly lab: LabClient;
  readonly apiUrl: string;
  /** What the Workers logged since the start. */
  readonly log: string[];
}

/** Starts a world before the tests of a file and stops it after them. Read its fields inside tests only. */
export function useWorld(options: Partial<StackOptions> = {}): World {
  let stack: Stack | undefined;
  const log: string[] = [];
  const running = (): Stack => {
    if (!stack) throw new Error("The world is only there inside tests");
    return stack;
  };
  beforeAll(async () => {
    stack = await startStack({
      keySigningSecret: signingSecret,
      onLog: (line) => log.push(line),
      ...options,
    });
  });
  afterAll(async () => {
    await stack?.stop();
  });
  return {
    get stack() {
      return running();
    },
    get lab() {
      return running().lab;
    },
    get apiUrl() {
      return running().apiUrl;
    },
    log,
  };
}

/** A project with one key pair, and the ways to call as it. */
export interface TestProject {
  readonly tenant: TenantName;
  readonly projectId: string;
  readonly platformId: string;
  readonly publishableKey: string;
  readonly secretKey: string;
}

/** Out of the way of tests that are about something else than the rate limit. */
export const noRateLimit = 1_000_000;

export const freeTier: LabTier = { name: "free", unitAmount: 0, limit: 100, rateLimitPerMinute: noRateLimit };
export const proTier: LabTier = { name: "pro", unitAmount: 2900, limit: 10_000, rateLimitPerMinute: noRateLimit };

export async function createProject(world: World, project: Partial<LabProject> = {}): Promise<TestProject> {
  const { projectId, platformId } = await world.lab.createProject({
    name: "A project",
    type: "saas",
    mode: "test",
    tiers: [freeTier, proTier],
    ...project,
  });
  const tenant = { projectId, mode: project.mode ?? "test" };
  const keys = await world.lab.mintKeys(tenant, "first");
  return { tenant, projectId, platformId, publishableKey: keys.publishableKey, secretKey: keys.secretKey };
}

export interface ApiCall {
  readonly method?: string;
  readonly secretKey?: string;
  readonly publishableKey?: string;
  readonly userId?: string;
  readonly plan?: string;
  readonly idempotencyKey?: string;
  readonly headers?: Record<string, string>;
  /** Sent as JSON; a string or bytes are sent as they are. */
  readonly body?: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
  readonly json: any;
}

/** One call to api-multi over HTTP, as anybody could make it. */
export function call(world: Pick<World, "apiUrl">, path: string, request: ApiCall = {}): Promise<ApiAnswer> {
  return callUrl(world.apiUrl + path, request);
}

export async function callUrl(url: string, request: ApiCall = {}): Promise<ApiAnswer> {
  const headers: Record<string, string> = { ...request.headers };
  if (request.secretKey !== undefined) headers.Authorization = `Bearer ${request.secretKey}`;
  if (request.publishableKey !== undefined) headers["X-Publishable-Key"] = request.publishableKey;
  if (request.userId !== undefined) headers["X-User-Id"] = request.userId;
  if (request.plan !== undefined) headers["X-User-Plan"] = request.plan;
  if (request.idempotencyKey !== undefined) headers["Idempotency-Key"] = request.idempotencyKey;
  const isRaw = typeof request.body === "string" || request.body instanceof Uint8Array;
  const body = isRaw ? (request.body as string) : JSON.stringify(request.body);
  const method = request.method ?? (request.body === undefined ? "GET" : "POST");
  const response = await fetch(url, { method, headers, redirect: "manual", ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** Counts a use as a project's server would. */
export function track(
  world: World,
  { secretKey }: Pick<TestProject, "secretKey">,
  userId: string,
  options: { amount?: number; idempotencyKey?: string; plan?: string } = {},
): Promise<ApiAnswer> {
  const { amount, ...rest } = options;
  const body = amount === undefined ? {} : { amount };
  return call(world, "/api/data", { method: "POST", secretKey, userId, body, ...rest });
}

export async function usageOf(world: World, { secretKey }: Pick<TestProject, "secretKey">, userId: string) {
  const { json } = await call(world, "/api/usage", { secretKey, userId });
  return json.usage;
}
