/** `npm run sandbox`: the sandbox Stripe alone. State in `.dream/`, port PORT_BASE + 4 or 4242. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startStripeSandbox } from "./start-stripe-sandbox.ts";

const base = process.env.PORT_BASE;
const port = base === undefined ? 4242 : Number(base) + 4;
const directory = join(import.meta.dirname, "../../.dream");
mkdirSync(directory, { recursive: true });

const { url, sandbox, stop } = await startStripeSandbox({
  port,
  databasePath: join(directory, "stripe.sqlite"),
  onError: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
});

const { secretKey, publishableKey } = sandbox.accounts.platform;
process.stdout.write(`Sandbox Stripe at ${url} (control page: ${url}/_sandbox)
  secret key       ${secretKey.test}
  publishable key  ${publishableKey.test}

  curl ${url}/v1/products -u ${secretKey.test}: -d name=Pro
`);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop());
