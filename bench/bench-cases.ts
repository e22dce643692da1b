/** What is measured. Each case counts for users of its own, so that its counts can be checked alone. */
import type { RequestPlan } from "./load/load-job.ts";

export interface BenchCase {
  readonly name: string;
  readonly requests: readonly RequestPlan[];
  readonly expectedStatus: number;
  readonly hasFreshKeys: boolean;
  /** Events in a call, each counting one; 0 for a call that counts nothing. */
  readonly eventsPerCall: number;
  /** Whose counts together must be what was acknowledged. */
  readonly users: readonly User[];
}

interface User {
  readonly secretKey: string;
  readonly userId: string;
}

const manyUsers = 100;

/** Bodies of batches are large, and each connection holds its own copy of all. */
const batchBodies = 4;

/** The cases' names, for the targets. */
export const caseNames = {
  authentication: "authentication only (422)",
  users: "track, 100 users of one project",
  usersWithKey: "track, 100 users of one project, key",
  usersWithToken: "track, 100 users of one project, their own tokens",
  largeBatch: "batch of 1,000 events",
} as const;

/**
 * @param secretKeys of as many projects as the widest case has
 * @param tokenOf signs in a user of the first
 */
export async function benchCases(
  secretKeys: readonly string[],
  tokenOf: (userId: string) => Promise<string>,
): Promise<BenchCase[]> {
  const [secretKey = ""] = secretKeys;
  const one = (userId: string): User[] => [{ secretKey, userId }];
  const users = (prefix: string): User[] =>
    Array.from({ length: manyUsers }, (_, index) => ({ secretKey, userId: `${prefix}-${index}` }));
  const projects = (userId: string): User[] => secretKeys.map((key) => ({ secretKey: key, userId }));
  return [
    {
      name: caseNames.authentication,
      requests: one("nobody").map((user) => ({ ...track(user), body: '{"amount":-1}' })),
      expectedStatus: 422,
      hasFreshKeys: false,
      eventsPerCall: 0,
      users: one("nobody"),
    },
    tracking("track, one hot user", one("hot"), false),
    tracking("track, one hot user, key", one("hot-key"), true),
    tracking(caseNames.users, users("user"), false),
    tracking(caseNames.usersWithKey, users("user-key"), true),
    await trackingThemselves(caseNames.usersWithToken, users("user-token"), tokenOf),
    tracking("track, 100 projects", projects("project"), false),
    tracking("track, 100 projects, key", projects("project-key"), true),
    {
      name: "read usage (GET)",
      requests: users("user").map((user) => ({ method: "GET", path: "/api/usage", headers: headersOf(user) })),
      expectedStatus: 200,
      hasFreshKeys: false,
      eventsPerCall: 0,
      users: [],
    },
    batching("batch of 100 events", users("batch-100"), 100),
    batching(caseNames.largeBatch, users("batch-1000"), 1000),
  ];
}

export const bareCase: BenchCase = {
  name: "bare Worker",
  requests: [{ method: "GET", path: "/", headers: {} }],
  expectedStatus: 200,
  hasFreshKeys: false,
  eventsPerCall: 0,
  users: [],
};

function tracking(name: string, users: readonly User[], hasFreshKeys: boolean): BenchCase {
  return { name, requests: users.map(track), expectedStatus: 200, hasFreshKeys, eventsPerCall: 1, users };
}

/** As from browsers: each user with a token of their own. */
async function trackingThemselves(
  name: string,
  users: readonly User[],
  tokenOf: (userId: string) => Promise<string>,
): Promise<BenchCase> {
  const requests = users.map(async ({ userId }): Promise<RequestPlan> => {
    const headers = { authorization: `Bearer ${await tokenOf(userId)}`, "content-type": "application/json" };
    return { method: "POST", path: "/api/data", headers, body: "{}" };
  });
  return {
    name,
    requests: await Promise.all(requests),
    expectedStatus: 200,
    hasFreshKeys: false,
    eventsPerCall: 1,
    users,
  };
}

function track(user: User): RequestPlan {
  return { method: "POST", path: "/api/data", headers: headersOf(user), body: "{}" };
}

function batching(name: string, users: readonly User[], events: number): BenchCase {
  const [first] = users;
  const requests = Array.from({ length: batchBodies }, (_, rotation): RequestPlan => {
    const userOf = (index: number) => users[(index + rotation) % users.length]?.userId;
    const body = JSON.stringify({ events: Array.from({ length: events }, (_, index) => ({ userId: userOf(index) })) });
    const headers = { authorization: `Bearer ${first?.secretKey}`, "content-type": "application/json" };
    return { method: "POST", path: "/api/data/batch", headers, body };
  });
  return { name, requests, expectedStatus: 200, hasFreshKeys: false, eventsPerCall: events, users };
}

function headersOf({ secretKey, userId }: User): Record<string, string> {
  return { authorization: `Bearer ${secretKey}`, "x-user-id": userId, "content-type": "application/json" };
}
