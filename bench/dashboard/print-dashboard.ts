/** The dashboard's figures as tables. */
import type { DashboardFigures } from "./measure-dashboard.ts";

/** @returns whether all that is promised was kept */
export function printDashboard({ rows, calls, csv }: DashboardFigures): boolean {
  const count = rows.toLocaleString("en");
  console.log(`\nDashboard with ${count} customers, ${count} orders, ${count} events and 12 months, one caller, warm:`);
  for (const { name, p50Ms, p95Ms, atMostMs } of calls) {
    const promise =
      atMostMs === undefined ? "" : `  ${isKept(p50Ms, atMostMs) ? "kept" : "MISSED"}: under ${atMostMs} ms`;
    console.log(`${name.padEnd(32)} p50 ${inMs(p50Ms)}  p95 ${inMs(p95Ms)}${promise}`);
  }
  console.log("\nA whole table as CSV, and workerd's resident memory:");
  for (const { name, rows: written, megabytes, seconds, ...memory } of csv) {
    const size = `${written.toLocaleString("en").padStart(8)} rows, ${megabytes.toFixed(1)} MB in ${seconds.toFixed(1)} s`;
    const marks = [memory.memoryBefore, memory.memoryPeakOfFirstHalf, memory.memoryPeak];
    const [before, half, peak] = marks.map((mark) => (mark === null ? "unknown" : `${mark.toFixed(0)} MB`));
    console.log(`${name.padEnd(12)}${size}, ${before} before, ${half} at most until half-way, ${peak} until the end`);
  }
  return calls.every(({ p50Ms, atMostMs }) => atMostMs === undefined || isKept(p50Ms, atMostMs));
}

function isKept(p50Ms: number, atMostMs: number): boolean {
  return p50Ms < atMostMs;
}

function inMs(milliseconds: number): string {
  return `${milliseconds.toFixed(1).padStart(7)} ms`;
}
