/** The figures as a table, with the targets beside them. */
import type { Figures } from "./summarise.ts";
import { targets } from "./targets.ts";

type Column = readonly [title: string, show: (figures: Figures) => string];

const columns: readonly Column[] = [
  ["case", ({ name }) => name],
  ["calls/s", ({ callsPerSecond }) => whole(callsPerSecond)],
  ["events/s", ({ eventsPerSecond }) => (eventsPerSecond > 0 ? whole(eventsPerSecond) : "")],
  ["p50 ms", ({ p50Ms }) => milliseconds(p50Ms)],
  ["p99 ms", ({ p99Ms }) => milliseconds(p99Ms)],
  ["ratio", ({ ratio }) => ratio.toFixed(3)],
  ["| rate/s", ({ fixedRate }) => `| ${whole(fixedRate)}`],
  ["p50 ms", ({ fixedP50Ms }) => milliseconds(fixedP50Ms)],
  ["p99 ms", ({ fixedP99Ms }) => milliseconds(fixedP99Ms)],
  ["| p50 ms", ({ singleP50Ms }) => `| ${milliseconds(singleP50Ms)}`],
  ["ratio", ({ singleRatio }) => singleRatio.toFixed(1)],
  ["| client", ({ clientCpu }) => `| ${percent(clientCpu)}`],
  ["workerd", ({ workerdCpu }) => (workerdCpu === null ? "?" : percent(workerdCpu))],
  ["µs/call", ({ cpuMicrosecondsPerCall }) => (cpuMicrosecondsPerCall === null ? "?" : whole(cpuMicrosecondsPerCall))],
];

const explanation = `Saturated by 32 connections | at a fixed rate, a fifth of that | at one connection | CPU while saturated: the load
process and workerd in shares of one core, and workerd's time per call. Ratios are to the bare Worker right before.`;

export function printReport(all: readonly Figures[]): void {
  const rows = [columns.map(([title]) => title), ...all.map((figures) => columns.map(([, show]) => show(figures)))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  console.log(`\n${explanation}\n`);
  for (const row of rows) {
    console.log(row.map((cell, index) => pad(cell, widths[index] ?? 0, index === 0)).join("  "));
  }
}

/** What says that the client was not what limited. */
export function printClientShare(all: readonly Figures[]): void {
  const client = Math.max(...all.map(({ clientCpu }) => clientCpu));
  console.log(`\nThe load process never took more than ${percent(client)} of a core, so it is not what limits.`);
}

/** @returns whether all targets that were measured are met */
export function printTargets(all: readonly Figures[]): boolean {
  console.log("\nTargets\n");
  let areMet = true;
  for (const { promise, caseName, figure, atLeast, atMost } of targets) {
    const figures = all.find(({ name }) => name === caseName);
    if (!figures) continue;
    const measured = figure(figures);
    const isMet = measured >= (atLeast ?? Number.NEGATIVE_INFINITY) && measured <= (atMost ?? Number.POSITIVE_INFINITY);
    areMet &&= isMet;
    const bound = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast.toLocaleString("en")}`;
    const shown = measured >= 1000 ? whole(measured) : measured.toFixed(3);
    console.log(`${isMet ? "met   " : "MISSED"}  ${promise}: ${shown} (${bound})`);
  }
  return areMet;
}

function pad(cell: string, width: number, isText: boolean): string {
  return isText || cell.startsWith("|") ? cell.padEnd(width) : cell.padStart(width);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(1);
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
