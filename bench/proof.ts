/**
 * `npm run bench:proof`: that counts, sales and revenue stay correct under load, crashes and confusion. Ends with 1 when a guarantee
 * does not hold. `--only <text>` picks guarantees, `--scale <n>` multiplies the load.
 */
import { parseArgs } from "node:util";
import { proveSameYear } from "../sandbox/stripe/test/prove-same-year.ts";
import { startStack } from "../scripts/local/stack.ts";
import { startWholeWorld, type WholeWorld } from "../test/world/start-whole-world.ts";
import type { ProofFigures, ProofWorld } from "./proofs/proof.ts";
import { proveCrashSafety } from "./proofs/prove-crash-safety.ts";
import { proveEveryPoint } from "./proofs/prove-every-point.ts";
import { proveIdempotency } from "./proofs/prove-idempotency.ts";
import { proveRateLimit } from "./proofs/prove-rate-limit.ts";
import { proveRenewals } from "./proofs/prove-renewals.ts";
import { proveRevenue } from "./proofs/prove-revenue.ts";
import { proveTenancy } from "./proofs/prove-tenancy.ts";
import { proveTierLimit } from "./proofs/prove-tier-limit.ts";

const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, scale: { type: "string", default: "1" } },
});
const parallelCalls = Math.round(1000 * Number(values.scale));

const proofs: { guarantee: string; prove: (world: ProofWorld) => Promise<ProofFigures> }[] = [
  {
    guarantee: "parallel calls on a limit are allowed exactly up to the limit",
    prove: (world) => proveTierLimit(world, { parallelCalls, rounds: 1 }),
  },
  {
    guarantee: "a rate limit lets exactly its number of calls through, and refused calls count nothing",
    prove: (world) => proveRateLimit(world, { parallelCalls: parallelCalls / 2, rounds: 3 }),
  },
  {
    guarantee: "a call is counted once under its idempotency key and always answered the same",
    prove: (world) => proveIdempotency(world, { parallelCalls, rounds: 1 }),
  },
  {
    guarantee: "no acknowledged call is lost when the runtime is killed, and retries make the counts exact",
    prove: () => proveCrashSafety({ parallelCalls, rounds: 6 }),
  },
  {
    guarantee: "tenants never count for one another",
    prove: (world) => proveTenancy(world, { parallelCalls: parallelCalls * 2, rounds: 1 }),
  },
  {
    guarantee: "a year of the sandbox Stripe, run twice, ends with the same objects",
    prove: () => proveSameYear({ subscriptions: parallelCalls }),
  },
  {
    guarantee: "a month that turns for all at once renews each once, whatever comes of Stripe's news",
    prove: () => inWholeWorld((world) => proveRenewals(world, { subscriptions: parallelCalls * 5, shops: 2 })),
  },
  {
    guarantee: "a year of customers: the dashboard says to the cent what a recount from Stripe's own objects says",
    prove: () => inWholeWorld((world) => proveRevenue(world, { customers: parallelCalls / 2, months: 12, seed: 1 })),
  },
  {
    guarantee: "a sale, a subscription or a sync that dies or loses an answer at any call is made whole",
    prove: () =>
      proveEveryPoint([
        "test/catalogue/crash.test.ts",
        "test/catalogue/provider-faults.test.ts",
        "test/plan/provider-faults.test.ts",
        "test/store/crash.test.ts",
        "test/subscriptions/crash.test.ts",
      ]),
  },
  {
    guarantee: "whatever happens in whatever order, everybody agrees in the end",
    prove: () =>
      proveEveryPoint(
        [
          "test/catalogue/history.property.test.ts",
          "test/connect/connections.property.test.ts",
          "test/plan/plan-news.property.test.ts",
          "test/store/store.property.test.ts",
          "test/subscriptions/orders-of-news.property.test.ts",
          "test/usage/meter.property.test.ts",
        ],
        parallelCalls / 10,
      ),
  },
  {
    guarantee: "all that can happen to a project at once, in whatever order: everybody agrees in the end",
    prove: () => proveEveryPoint(["test/everything/everything.property.test.ts"], parallelCalls / 50),
  },
];

/** With a Stripe and a Clerk of the proof's own. */
async function inWholeWorld(prove: (world: WholeWorld) => Promise<ProofFigures>): Promise<ProofFigures> {
  const world = await startWholeWorld({ onLog: () => undefined });
  try {
    return await prove(world);
  } finally {
    await world.stop();
  }
}

const stack = await startStack({ keySigningSecret: `1.${"proof-signing-secret".repeat(2)}` });
let failures = 0;
try {
  for (const { guarantee, prove } of proofs.filter(({ guarantee }) => guarantee.includes(values.only))) {
    const startedAt = performance.now();
    const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1);
    try {
      const { calls, details } = await prove(stack);
      console.log(`holds   ${guarantee}\n        ${calls} calls in ${seconds()} s; ${details}`);
    } catch (error) {
      failures += 1;
      console.log(
        `BROKEN  ${guarantee}\n        after ${seconds()} s: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
} finally {
  await stack.stop();
}
console.log(failures === 0 ? "\nEvery guarantee holds." : `\n${failures} of ${proofs.length} guarantees are broken.`);
process.exitCode = failures === 0 ? 0 : 1;
