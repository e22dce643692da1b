/** Run as a process of its own: serves the state in the file named by its argument, until it is killed. */
import { startStripeSandbox } from "../start-stripe-sandbox.ts";

const { url } = await startStripeSandbox({
  port: 0,
  databasePath: process.argv[2] ?? "",
  webhookRetryDelaysMs: [50, 600_000],
});
process.stdout.write(`${url}\n`);
