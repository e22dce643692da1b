/** The adapter in the runtime that it is deployed to, calling Clerk under Clerk's own name. */
import { createHmac } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare, Response } from "miniflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { origin, useClerk } from "./use-clerk.ts";

const clerk = useClerk();
const webhookSecret = `whsec_${Buffer.from("a secret of this test").toString("base64")}`;
const asked: string[] = [];
const nothing = Promise.withResolvers<void>();
let worker: Miniflare;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve("./worker-entry.ts"))],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
  });
  const { secretKey, jwtKey, publishableKey } = clerk.sandbox.instance("dream-api");
  const bindings = {
    SECRET_KEY: secretKey,
    JWT_KEY: jwtKey,
    PUBLISHABLE_KEY: publishableKey,
    ORIGIN: origin,
    WEBHOOK_SECRET: webhookSecret,
  };
  worker = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      workers: [
        {
          name: "clerk",
          compatibilityDate: "2026-10-20",
          modules: [{ type: "ESModule", path: "index.js", contents: outputFiles[0]?.text ?? "" }],
          bindings,
          outboundService: askSandbox,
        },
      ],
    }),
  );
});

/** The sandbox, except for users that have Clerk hang or be overrun. */
async function askSandbox(request: Request) {
  const { host, pathname, search } = new URL(request.url);
  asked.push(host);
  if (pathname.endsWith("/user_hangs")) await nothing.promise;
  if (pathname.endsWith("/user_overrun")) return new Response("", { status: 429 });
  const body = request.method === "GET" ? {} : { body: await request.text() };
  const headers = Object.fromEntries(request.headers);
  const answer = await fetch(clerk.sandbox.url + pathname + search, { method: request.method, headers, ...body });
  const type = answer.headers.get("Content-Type") ?? "";
  return new Response(await answer.text(), { status: answer.status, headers: { "Content-Type": type } });
}

afterAll(async () => {
  nothing.resolve();
  await worker?.dispose();
});

async function call(path: string, argument = "", init: { headers?: Record<string, string>; body?: string } = {}) {
  const url = `http://clerk/${path}?argument=${encodeURIComponent(argument)}`;
  const response = await worker.dispatchFetch(url, { method: init.body === undefined ? "GET" : "POST", ...init });
  return (await response.json()) as { result?: unknown; error?: unknown };
}

test("a session token is verified without a word to Clerk", async () => {
  const { clerkUserId, address } = clerk.newUser();
  const { token, sessionId } = clerk.sandbox.signIn("dream-api", address, origin);
  asked.length = 0;
  expect(await call("verify", token)).toMatchObject({ result: { clerkUserId, sessionId } });
  const foreign = clerk.sandbox.signIn("end-user-api-test", clerk.newUser("end-user-api-test").address, origin);
  expect(await call("verify", foreign.token)).toEqual({ result: null });
  expect(asked).toEqual([]);
});

test("every call of the product runs, errors included", async () => {
  const { clerkUserId, address } = clerk.newUser();
  const { sessionId } = clerk.sandbox.signIn("dream-api", address, origin);
  asked.length = 0;
  expect(await call("user", clerkUserId)).toMatchObject({ result: { clerkUserId, email: address } });
  expect(await call("user-by-email", address)).toMatchObject({ result: { clerkUserId } });
  expect(await call("user", "user_nobody")).toEqual({ result: null });
  expect(await call("metadata", clerkUserId)).toMatchObject({ result: { clerkUserId } });
  const kept = clerk.sandbox.users("dream-api").find(({ id }) => id === clerkUserId);
  expect(kept?.publicMetadata).toEqual({ plan: "paid" });
  expect(await call("sessions", clerkUserId)).toMatchObject({ result: [{ sessionId }] });
  expect(await call("session", sessionId)).toEqual({ result: true });
  await call("revoke", sessionId);
  expect(await call("session", sessionId)).toEqual({ result: false });
  const { result } = await call("invite", "somebody@example.com");
  expect(clerk.sandbox.emails("dream-api")[0]?.to).toBe("somebody@example.com");
  const { invitationId } = result as { invitationId: string };
  expect(await call("revoke-invitation", invitationId)).toEqual({ result: true });
  await call("delete", clerkUserId);
  expect(await call("user", clerkUserId)).toEqual({ result: null });
  const unknownKey = { name: "ProviderFailure", kind: "unavailable", providerCode: "clerk_key_invalid" };
  expect(await call("broken", clerkUserId)).toEqual({ error: unknownKey });
  expect(new Set(asked)).toEqual(new Set(["api.clerk.com"]));
});

test.each(["user_hangs", "user_overrun"])("a Clerk that does not get to answer is unavailable: %s", async (userId) => {
  const unavailable = { name: "ProviderFailure", kind: "unavailable", providerCode: null };
  expect(await call("user", userId)).toEqual({ error: unavailable });
});

test("a webhook is read, and refused when it was changed or is stale", async () => {
  const body = JSON.stringify({ object: "event", type: "user.deleted", data: { id: "user_gone", deleted: true } });
  const signed = (ageSeconds: number) => {
    const timestamp = Math.floor(Date.now() / 1000) - ageSeconds;
    const key = Buffer.from(webhookSecret.slice("whsec_".length), "base64");
    const signature = createHmac("sha256", key).update(`msg_1.${timestamp}.${body}`).digest("base64");
    return { "svix-id": "msg_1", "svix-timestamp": String(timestamp), "svix-signature": `v1,${signature}` };
  };
  expect(await call("webhook", "", { headers: signed(0), body })).toEqual({
    result: { eventId: "msg_1", kind: "user_deleted", clerkUserId: "user_gone" },
  });
  const changed = body.replace("user_gone", "user_else");
  expect(await call("webhook", "", { headers: signed(0), body: changed })).toEqual({ result: null });
  expect(await call("webhook", "", { headers: signed(310), body })).toEqual({ result: null });
});
