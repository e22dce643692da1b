/** The figures of sales as a table. */
import type { SalesFigures } from "./measure-sales.ts";

export function printSales(all: readonly SalesFigures[]): void {
  console.log("\nSales, and the processor time that each took of workerd, and of the sandbox Stripe with the callers:");
  for (const { name, done, perSecond, workerdMs, ownMs } of all) {
    const shares = `${workerdMs === null ? "unknown" : `${workerdMs.toFixed(1)} ms`}, ${ownMs.toFixed(1)} ms`;
    console.log(
      `${name.padEnd(56)}${String(done).padStart(6)} at ${perSecond.toFixed(1).padStart(6)} a second: ${shares}`,
    );
  }
}
