/** A Clerk that refuses, is overrun, breaks or says nothing. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ProviderFailure } from "@dream-api/domain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClerkBackend, createClerkBackend } from "../src/index.ts";
import { useClerk } from "./use-clerk.ts";

const clerk = useClerk();
const timeoutMs = 200;
let answer: (response: ServerResponse) => void = () => {};
const server = createServer((request, response) => {
  request.resume();
  answer(response);
});
let failing: ClerkBackend;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  failing = createClerkBackend({ secretKey: "sk_test_somebody", apiUrl, timeoutMs });
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function failureOf(call: Promise<unknown>): Promise<ProviderFailure> {
  const failure = await call.then(
    () => "no failure",
    (error: unknown) => error,
  );
  if (!(failure instanceof ProviderFailure)) throw new Error(`Not a provider's failure: ${failure}`);
  return failure;
}

function errorAnswer(status: number, code: string) {
  return (response: ServerResponse) => {
    const body = JSON.stringify({ errors: [{ code, message: code, long_message: code, meta: {} }] });
    response.writeHead(status, { "Content-Type": "application/json", "Retry-After": "1" }).end(body);
  };
}

const calls: Record<keyof ClerkBackend, (backend: ClerkBackend) => Promise<unknown>> = {
  findUser: (backend) => backend.findUser("user_1"),
  findUserByEmail: (backend) => backend.findUserByEmail("ada@example.com"),
  mergeMetadata: (backend) => backend.mergeMetadata("user_1", { publicMetadata: { plan: "paid" } }),
  deleteUser: (backend) => backend.deleteUser("user_1"),
  isSessionActive: (backend) => backend.isSessionActive("sess_1"),
  findSession: (backend) => backend.findSession("sess_1"),
  listActiveSessions: (backend) => backend.listActiveSessions("user_1"),
  revokeSession: (backend) => backend.revokeSession("sess_1"),
  invite: (backend) => backend.invite({ email: "ada@example.com", redirectUrl: "https://app.example" }),
  revokeInvitation: (backend) => backend.revokeInvitation("inv_1"),
};

const unavailable: Record<string, { says: (response: ServerResponse) => void; providerCode: string | null }> = {
  "too many calls": { says: errorAnswer(429, "too_many_requests"), providerCode: "too_many_requests" },
  "an error of its own": { says: errorAnswer(500, "internal_clerk_error"), providerCode: "internal_clerk_error" },
  "a page of its proxy": {
    says: (response) => response.writeHead(503, { "Content-Type": "text/html" }).end("<h1>Down</h1>"),
    providerCode: null,
  },
  "no JSON": {
    says: (response) => response.writeHead(200, { "Content-Type": "application/json" }).end("<h1>Down</h1>"),
    providerCode: null,
  },
  nothing: { says: () => {}, providerCode: null },
  "half an answer": {
    says: (response) => response.writeHead(200, { "Content-Type": "application/json" }).write('{"object":'),
    providerCode: null,
  },
  "a reset": { says: (response) => response.destroy(), providerCode: null },
};

const everyCase = Object.keys(unavailable).flatMap((said) => Object.keys(calls).map((name) => [said, name] as const));

test.each(everyCase)("Clerk says %s: %s is unavailable", async (said, name) => {
  const { says, providerCode } = unavailable[said] ?? {};
  if (!says) throw new Error(`No such case: ${said}`);
  answer = says;
  const startedAt = performance.now();
  const failure = await failureOf(calls[name as keyof ClerkBackend](failing));
  expect(failure).toMatchObject({ provider: "clerk", kind: "unavailable", providerCode, cause: expect.any(Error) });
  expect(performance.now() - startedAt).toBeLessThan(timeoutMs * 5);
});

test.each(Object.keys(calls))("%s: a no of Clerk's is told with its code", async (name) => {
  answer = errorAnswer(422, "form_param_format_invalid");
  const failure = await failureOf(calls[name as keyof ClerkBackend](failing));
  expect(failure).toMatchObject({ kind: "refused", providerCode: "form_param_format_invalid" });
});

test("a key that Clerk does not know is the operator's matter: unavailable, with Clerk's code", async () => {
  const broken = createClerkBackend({ secretKey: "sk_test_nobody", apiUrl: clerk.sandbox.url });
  const failure = await failureOf(broken.findUser("user_nobody"));
  expect(failure).toMatchObject({ kind: "unavailable", providerCode: "clerk_key_invalid" });
});

test("a host that nobody listens on is unavailable", async () => {
  const lost = createClerkBackend({ secretKey: "sk_test_nobody", apiUrl: "http://127.0.0.1:9" });
  expect(await failureOf(lost.findUser("user_nobody"))).toMatchObject({ kind: "unavailable", providerCode: null });
});
