/** Run as a process of its own: starts the sandbox, answers one call, and says what that took. */
import { startStripeSandbox } from "../start-stripe-sandbox.ts";

const { url, sandbox, stop } = await startStripeSandbox({ port: 0 });
const headers = { Authorization: `Bearer ${sandbox.accounts.platform.secretKey.test}` };
const answer = await fetch(`${url}/v1/products`, {
  method: "POST",
  headers,
  body: new URLSearchParams({ name: "Pro" }),
});
const { user, system } = process.cpuUsage();
process.stdout.write(
  JSON.stringify({
    status: answer.status,
    processorSeconds: (user + system) / 1_000_000,
    seconds: performance.now() / 1000,
  }),
);
await stop();
