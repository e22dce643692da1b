/** Webhooks: signed, repeated, logged, and sent again on request. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { verifyWebhook } from "@clerk/backend/webhooks";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openBrowser, signUp } from "./scripted-browser.ts";
import { newAddress, password, useSandbox } from "./use-sandbox.ts";

const sandbox = useSandbox({ webhookRetryDelaysMs: [0, 0] });
const received: { headers: IncomingHttpHeaders; body: string }[] = [];
let refusals = 0;
let arrival = Promise.withResolvers<void>();
let expected = 0;
const server = createServer(async (request, response) => {
  received.push({ headers: request.headers, body: await text(request) });
  response.statusCode = refusals > 0 ? 500 : 204;
  refusals -= 1;
  response.end();
  if (received.length === expected) arrival.resolve();
});
let secret = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  secret = sandbox.clerk.addWebhookEndpoint("dream-api", url).secret;
});

beforeEach(() => {
  received.length = 0;
  refusals = 0;
});

afterAll(() => server.close());

async function arrived(count: number): Promise<void> {
  expected = count;
  if (received.length < count) {
    arrival = Promise.withResolvers<void>();
    await arrival.promise;
  }
  await sandbox.clerk.webhooksSettled();
}

const typesOf = () => received.map(({ body }) => JSON.parse(body).type);

test("signing up and out tells of the user and the session, in messages that the SDK verifies", async () => {
  const browser = await openBrowser(sandbox.clerk);
  const { userId, sessionId } = await signUp(sandbox.clerk, browser, { address: newAddress(), password });
  await browser.call("POST", `/client/sessions/${sessionId}/end`);
  await arrived(3);
  expect(typesOf().sort()).toEqual(["session.created", "session.ended", "user.created"]);
  for (const { headers, body } of received) {
    const sent = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
    const request = new Request("http://localhost/", { method: "POST", headers: sent, body });
    const { data } = await verifyWebhook(request, { signingSecret: secret });
    expect([userId, sessionId]).toContain(data.id);
  }
});

test("a refused message is repeated under its id until it is accepted, and the log says so", async () => {
  refusals = 2;
  sandbox.clerk.seed("dream-api", [{ emailAddress: newAddress(), password }]);
  await arrived(3);
  expect(new Set(received.map(({ headers }) => headers["svix-id"])).size).toBe(1);
  const [delivery] = sandbox.clerk.deliveries("dream-api");
  expect(delivery?.status).toBe("succeeded");
  expect(delivery?.attempts.map(({ responseStatus }) => responseStatus)).toEqual([500, 500, 204]);
});

test("a message that is refused to the end has failed, and can be sent again", async () => {
  refusals = 3;
  sandbox.clerk.seed("dream-api", [{ emailAddress: newAddress(), password }]);
  await arrived(3);
  const [failed] = sandbox.clerk.deliveries("dream-api");
  expect(failed?.status).toBe("failed");
  await sandbox.clerk.resend("dream-api", failed?.id ?? "");
  expect(sandbox.clerk.deliveries("dream-api")[0]?.status).toBe("succeeded");
});

test("an endpoint hears only of its own instance and of the events it asked for", async () => {
  const { url } = sandbox.clerk.webhookEndpoints("dream-api")[0] ?? { url: "" };
  sandbox.clerk.addWebhookEndpoint("end-user-api-test", `${url}end-users`, ["user.deleted"]);
  const [user] = sandbox.clerk.seed("end-user-api-test", [{ emailAddress: newAddress(), password }]);
  await sandbox.sdk("end-user-api-test").users.deleteUser(user?.id ?? "");
  await arrived(1);
  expect(typesOf()).toEqual(["user.deleted"]);
});
