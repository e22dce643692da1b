/** Webhooks as the sandbox sends them, read by the product. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readClerkWebhook } from "../src/index.ts";
import { origin, useClerk } from "./use-clerk.ts";

interface Message {
  readonly headers: Record<string, string>;
  readonly body: string;
}

const clerk = useClerk();
const received: Message[] = [];
const server = createServer(async (request, response) => {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  received.push({ headers: Object.fromEntries(headers), body: await text(request) });
  response.end();
});
let secret = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/clerk`;
  secret = clerk.sandbox.addWebhookEndpoint("dream-api", url).secret;
});

afterAll(() => server.close());

/** What was sent while something happened, as the request that arrived. */
async function messagesOf(happen: () => unknown): Promise<Message[]> {
  received.length = 0;
  await happen();
  await clerk.sandbox.webhooksSettled();
  return [...received];
}

function read({ headers, body }: Message, signingSecret = secret) {
  const request = new Request("http://localhost/webhook/clerk", { method: "POST", headers, body });
  return readClerkWebhook(request, signingSecret);
}

test("a new user, a changed one, a closed session and a deleted user are told", async () => {
  const messages = await messagesOf(async () => {
    const { clerkUserId, address } = clerk.newUser();
    const { sessionId } = clerk.sandbox.signIn("dream-api", address, origin);
    const { secretKey } = clerk.sandbox.instance("dream-api");
    const headers = { Authorization: `Bearer ${secretKey}` };
    const call = (method: string, path: string) => fetch(`${clerk.sandbox.url}/v1${path}`, { method, headers });
    await call("POST", `/sessions/${sessionId}/revoke`);
    await call("DELETE", `/users/${clerkUserId}`);
  });
  const events = await Promise.all(messages.map((message) => read(message)));
  const [user] = events.flatMap((event) => (event?.kind === "user_changed" ? [event.user] : []));
  const told = events.map((event) => (event?.kind === "other" ? event.type : event?.kind)).sort();
  expect(told).toEqual(["session.created", "session_over", "user_changed", "user_deleted"]);
  expect(user).toMatchObject({ name: "Ada", isBanned: false, email: expect.stringContaining("@example.com") });
  expect(new Set(events.map((event) => event?.eventId)).size).toBe(4);
});

test("a changed message, another secret and a missing signature are refused", async () => {
  const [message] = await messagesOf(() => clerk.newUser());
  if (!message) throw new Error("No webhook arrived");
  expect(await read(message)).not.toBeNull();
  expect(await read({ ...message, body: message.body.replace("Ada", "Eve") })).toBeNull();
  expect(await read(message, `whsec_${Buffer.from("another secret").toString("base64")}`)).toBeNull();
  const { "svix-signature": _signature, ...unsigned } = message.headers;
  expect(await read({ ...message, headers: unsigned })).toBeNull();
});

test("a message older than five minutes is refused: it may be a replay", async () => {
  const [message] = await messagesOf(() => clerk.secondsAgo(310, () => clerk.newUser()));
  if (!message) throw new Error("No webhook arrived");
  expect(await read(message)).toBeNull();
});
