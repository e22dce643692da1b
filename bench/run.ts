/**
 * `npm run bench`: what the hot path costs, beside a bare Worker on the same runtime.
 *
 *   --seconds <n>     of each saturated run (1.5)     --only <text>   cases whose name contains it
 *   --rounds <n>      (3)                             --json <file>   writes the figures there
 *
 * Cases of their own: `dashboard`, `sales`.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { benchCases } from "./bench-cases.ts";
import { startBenchInstance } from "./bench-instance.ts";
import { checkCounts } from "./check-counts.ts";
import { measureDashboard } from "./dashboard/measure-dashboard.ts";
import { printDashboard } from "./dashboard/print-dashboard.ts";
import { startLoad } from "./load/start-load.ts";
import { measure } from "./measure.ts";
import { printClientShare, printReport, printTargets } from "./print-report.ts";
import { measureSales } from "./sales/measure-sales.ts";
import { printSales } from "./sales/print-sales.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "1.5" },
    rounds: { type: "string", default: "3" },
    only: { type: "string", default: "" },
    json: { type: "string" },
  },
});

const dashboardRows = 100_000;
const dashboardCalls = 50;
const salesSubscriptions = 300;
const salesCheckouts = 300;

if ("dashboard".includes(values.only)) {
  printDashboard(await measureDashboard({ rows: dashboardRows, calls: dashboardCalls }));
}
if ("sales".includes(values.only)) {
  printSales(await measureSales({ subscriptions: salesSubscriptions, checkouts: salesCheckouts }));
}
if (values.only === "dashboard" || values.only === "sales") process.exit(0);

const projects = 100;
const instance = await startBenchInstance(projects);
const load = startLoad();
try {
  const machine = { cores: cpus().length, processor: cpus()[0]?.model ?? "", workerd: instance.workerdVersion };
  console.log(`${machine.cores} cores (${machine.processor}), ${machine.workerd}, Node ${process.version}`);
  const all = await benchCases(instance.secretKeys, instance.tokenOf);
  const cases = all.filter(({ name }) => name.includes(values.only));
  const figures = await measure({
    instance,
    load,
    cases,
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    onProgress: (line) => process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : ""),
  });
  for (const measured of cases) {
    const acknowledged = figures.find(({ name }) => name === measured.name)?.acknowledged ?? 0;
    await checkCounts(instance.apiUrl, measured, acknowledged * measured.eventsPerCall);
  }
  printReport(figures);
  printClientShare(figures);
  console.log("Every call was answered as expected, and every acknowledged one is counted exactly once.");
  const areMet = printTargets(figures);
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, figures, areMet }, null, 2)}\n`);
} finally {
  load.stop();
  await instance.stop();
}
