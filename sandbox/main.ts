/** `npm run sandbox`: the sandbox Stripe and the sandbox Clerk alone. State in `.dream/`; ports 4242 and 4243, or PORT_BASE + 4 and + 5. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startClerkSandbox } from "./clerk/start-clerk-sandbox.ts";
import { startStripeSandbox } from "./stripe/start-stripe-sandbox.ts";

const ports = readPorts(process.env.PORT_BASE);
const directory = process.env.DREAM_STATE ?? join(import.meta.dirname, "../.dream");
mkdirSync(directory, { recursive: true });

const stripe = await startStripeSandbox({
  port: ports.stripe,
  databasePath: join(directory, "stripe.sqlite"),
  onError: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
}).catch((error) => giveUp(error, ports.stripe));
const clerk = await startClerkSandbox({
  port: ports.clerk,
  databasePath: join(directory, "clerk.sqlite"),
}).catch((error) => giveUp(error, ports.clerk));

const { secretKey, publishableKey } = stripe.sandbox.accounts.platform;
const developers = clerk.instance("dream-api");
process.stdout.write(`Sandbox Stripe at ${stripe.url} (control page: ${stripe.url}/_sandbox)
  secret key       ${secretKey.test}
  publishable key  ${publishableKey.test}

  curl ${stripe.url}/v1/products -u ${secretKey.test}: -d name=Pro

Sandbox Clerk at ${clerk.url} (mails, users, keys: ${clerk.url}/_sandbox)
  secret key       ${developers.secretKey}
  publishable key  ${developers.publishableKey}

  curl ${clerk.url}/v1/users -H "Authorization: Bearer ${developers.secretKey}"
`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => Promise.all([stripe.stop(), clerk.stop()]));
}

function readPorts(base: string | undefined): { stripe: number; clerk: number } {
  if (base === undefined || base === "") return { stripe: 4242, clerk: 4243 };
  const first = Number(base);
  if (Number.isInteger(first) && first > 0 && first < 65_500) return { stripe: first + 4, clerk: first + 5 };
  process.stderr.write(`PORT_BASE must be a whole number below 65500, not "${base}".\n`);
  process.exit(1);
}

function giveUp(error: NodeJS.ErrnoException, port: number): never {
  if (error.code !== "EADDRINUSE") throw error;
  process.stderr.write(
    `Port ${port} is in use. Choose others with PORT_BASE=n (the sandboxes take n + 4 and n + 5).\n`,
  );
  process.exit(1);
}
