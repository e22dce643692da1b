/** `npm run sandbox`: the sandbox Stripe alone. State in `.dream/`, port PORT_BASE + 4 or 4242. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startStripeSandbox } from "./start-stripe-sandbox.ts";

const port = readPort(process.env.PORT_BASE);
const directory = join(import.meta.dirname, "../../.dream");
mkdirSync(directory, { recursive: true });

const { url, sandbox, stop } = await startStripeSandbox({
  port,
  databasePath: join(directory, "stripe.sqlite"),
  onError: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== "EADDRINUSE") throw error;
  process.stderr.write(`Port ${port} is in use. Choose others with PORT_BASE=n (the sandbox takes n + 4).\n`);
  process.exit(1);
});

const { secretKey, publishableKey } = sandbox.accounts.platform;
process.stdout.write(`Sandbox Stripe at ${url} (control page: ${url}/_sandbox)
  secret key       ${secretKey.test}
  publishable key  ${publishableKey.test}

  curl ${url}/v1/products -u ${secretKey.test}: -d name=Pro
`);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop());

function readPort(base: string | undefined): number {
  if (base === undefined) return 4242;
  const first = Number(base);
  if (Number.isInteger(first) && first > 0 && first < 65_500) return first + 4;
  process.stderr.write(`PORT_BASE must be a whole number below 65500, not "${base}".\n`);
  process.exit(1);
}
