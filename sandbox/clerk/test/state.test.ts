/** What a reset goes back to, and what a restart finds again. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClerkClient } from "@clerk/backend";
import { decodeJwt } from "@clerk/backend/jwt";
import { expect, test } from "vitest";
import { startClerkSandbox } from "../start-clerk-sandbox.ts";
import { origin } from "./scripted-browser.ts";
import { newAddress, password, sdkOf } from "./use-sandbox.ts";

async function startOwn() {
  const clerk = await startClerkSandbox({ port: 0 });
  return { clerk, [Symbol.asyncDispose]: () => clerk.stop() };
}

test("a reset goes back to the start: what was seeded is as it was, all else is gone", async () => {
  await using house = await startOwn();
  const { clerk } = house;
  const keys = clerk.instances();
  const endpoint = clerk.addWebhookEndpoint("dream-api", "http://127.0.0.1:9/", ["session.created"]);
  const emailAddress = newAddress();
  const [seeded] = clerk.seed("dream-api", [{ emailAddress, password, firstName: "Ada" }]);
  const [guest] = await Promise.all([
    sdkOf(clerk, "dream-api").users.createUser({ emailAddress: [newAddress()], password }),
    sdkOf(clerk, "dream-api").users.updateUser(seeded?.id ?? "", { firstName: "Eve", password: "another password" }),
    sdkOf(clerk, "dream-api").invitations.createInvitation({ emailAddress: newAddress() }),
  ]);
  clerk.changeSettings("dream-api", { sessionTokenLifetimeSeconds: 7, issuer: "https://elsewhere.example" });
  clerk.signIn("dream-api", emailAddress, origin);

  clerk.reset();
  expect(clerk.users("dream-api")).toMatchObject([{ id: seeded?.id, firstName: "Ada" }]);
  expect(clerk.users("dream-api").map(({ id }) => id)).not.toContain(guest.id);
  expect([clerk.sessions("dream-api"), clerk.emails("dream-api"), clerk.deliveries("dream-api")]).toEqual([[], [], []]);
  expect(clerk.instances()).toEqual(keys);
  expect(clerk.webhookEndpoints("dream-api")).toEqual([endpoint]);
  const { payload } = decodeJwt(clerk.signIn("dream-api", emailAddress, origin).token);
  expect(payload.exp - payload.iat).toBe(60);
  const { verified } = await sdkOf(clerk, "dream-api").users.verifyPassword({ userId: seeded?.id ?? "", password });
  expect(verified).toBe(true);
});

test("a seeded user has the same id in every sandbox, and another one in every instance", async () => {
  await using house = await startOwn();
  await using other = await startOwn();
  const users = [{ emailAddress: newAddress(), password }];
  const [mine] = house.clerk.seed("dream-api", users);
  const [theirs] = other.clerk.seed("dream-api", users);
  const [endUser] = other.clerk.seed("end-user-api-test", users);
  expect(mine?.id).toMatch(/^user_[0-9A-Za-z]{27}$/);
  expect(theirs?.id).toBe(mine?.id);
  expect(endUser?.id).not.toBe(mine?.id);
});

test("an endpoint that is added again with its secret moves to the new URL", async () => {
  await using house = await startOwn();
  const { clerk } = house;
  const add = (url: string, secret?: string) => clerk.addWebhookEndpoint("dream-api", url, [], secret);
  const first = add("http://127.0.0.1:9/old", "whsec_b3Vycw==");
  const other = add("http://127.0.0.1:9/other");
  expect(add("http://127.0.0.1:9/new", "whsec_b3Vycw==")).toEqual({ ...first, url: "http://127.0.0.1:9/new" });
  expect(add("http://127.0.0.1:9/other")).toEqual(other);
  expect(clerk.webhookEndpoints("dream-api")).toHaveLength(2);
});

test("a fresh state takes milliseconds", async () => {
  await using house = await startOwn();
  house.clerk.seed("dream-api", [{ emailAddress: newAddress(), password }]);
  const startedAt = performance.now();
  for (let round = 0; round < 10; round += 1) house.clerk.reset();
  expect((performance.now() - startedAt) / 10).toBeLessThan(50);
});

test("what was answered is still there after kill -9", async () => {
  const directory = await mkdtemp(join(tmpdir(), "clerk-sandbox-"));
  const databasePath = join(directory, "clerk.sqlite");
  const start = new URL("../start-clerk-sandbox.ts", import.meta.url);
  const program = `const { startClerkSandbox } = await import(${JSON.stringify(start.href)});
    const clerk = await startClerkSandbox({ port: 0, databasePath: ${JSON.stringify(databasePath)} });
    console.log(JSON.stringify([clerk.url, clerk.instance("dream-api").secretKey]));`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  const [apiUrl, secretKey] = JSON.parse(line) as [string, string];
  const sdk = createClerkClient({ apiUrl, secretKey, telemetry: { disabled: true } });
  const emailAddress = newAddress();
  const user = await sdk.users.createUser({ emailAddress: [emailAddress], password });
  const session = await sdk.sessions.createSession({ userId: user.id });
  child.kill("SIGKILL");
  await once(child, "exit");

  const clerk = await startClerkSandbox({ port: 0, databasePath });
  expect(clerk.instance("dream-api").secretKey).toBe(secretKey);
  expect(clerk.users("dream-api")).toMatchObject([{ id: user.id }]);
  expect(clerk.sessions("dream-api")).toMatchObject([{ id: session.id, status: "active" }]);
  await clerk.stop();
  await rm(directory, { recursive: true });
});

test("a start takes less than a second, and a restart finds users, sessions, settings and keys again", async () => {
  const directory = await mkdtemp(join(tmpdir(), "clerk-sandbox-"));
  const options = { port: 0, databasePath: join(directory, "clerk.sqlite") };
  const firstStartedAt = performance.now();
  const first = await startClerkSandbox(options);
  expect(performance.now() - firstStartedAt).toBeLessThan(1000);
  const emailAddress = newAddress();
  first.changeSettings("dream-api", { sessionTokenLifetimeSeconds: 7 });
  first.seed("dream-api", [{ emailAddress, password }]);
  const { sessionId } = first.signIn("dream-api", emailAddress, "http://localhost:5173");
  const keys = first.instances().map(({ secretKey, jwtKey }) => [secretKey, jwtKey]);
  await first.stop();

  const startedAt = performance.now();
  const second = await startClerkSandbox(options);
  expect(performance.now() - startedAt).toBeLessThan(1000);
  expect(second.instances().map(({ secretKey, jwtKey }) => [secretKey, jwtKey])).toEqual(keys);
  expect((await sdkOf(second, "dream-api").sessions.getSession(sessionId)).status).toBe("active");
  const sdk = sdkOf(second, "dream-api");
  const { payload } = decodeJwt((await sdk.sessions.getToken(sessionId)).jwt);
  expect(payload.exp - payload.iat).toBe(7);
  const [user] = second.seed("dream-api", [{ emailAddress, password }]);
  expect(user?.id).toBe(payload.sub);
  await second.stop();
  await rm(directory, { recursive: true });
});

test("a webhook that nobody took before a restart is sent after it", async () => {
  const directory = await mkdtemp(join(tmpdir(), "clerk-sandbox-"));
  const options = { port: 0, databasePath: join(directory, "clerk.sqlite"), webhookRetryDelaysMs: [3_600_000] };
  const arrival = Promise.withResolvers<string>();
  let isOpen = false;
  const server = createServer((request, response) => {
    if (!isOpen) return request.socket.destroy();
    arrival.resolve(String(request.headers["svix-id"]));
    return response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const first = await startClerkSandbox(options);
  first.addWebhookEndpoint("dream-api", `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  first.seed("dream-api", [{ emailAddress: newAddress(), password }]);
  await first.webhooksSettled();
  const [pending] = first.deliveries("dream-api");
  expect(pending).toMatchObject({ status: "pending", attempts: [{ responseStatus: null }] });
  await first.stop();

  isOpen = true;
  const second = await startClerkSandbox(options);
  expect(await arrival.promise).toBe(pending?.id);
  await second.webhooksSettled();
  expect(second.deliveries("dream-api")[0]?.status).toBe("succeeded");
  await second.stop();
  server.close();
  await rm(directory, { recursive: true });
});
