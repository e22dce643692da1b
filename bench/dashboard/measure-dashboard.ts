/** How fast the dashboard answers one caller, and what a whole table as CSV takes of workerd's memory. */
import { type DashboardInstance, startDashboardInstance } from "./dashboard-instance.ts";

interface CallFigures {
  readonly name: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** What p50 has to stay under; absent where nothing is promised. */
  readonly atMostMs?: number;
}

interface CsvFigures {
  readonly name: string;
  readonly rows: number;
  readonly megabytes: number;
  readonly seconds: number;
  /** Resident memory of workerd in megabytes; null where the system does not tell. */
  readonly memoryBefore: number | null;
  readonly memoryPeak: number | null;
  /** Until half of the rows were there: a table that is kept would double it. */
  readonly memoryPeakOfFirstHalf: number | null;
}

export interface DashboardFigures {
  readonly rows: number;
  readonly calls: readonly CallFigures[];
  readonly csv: readonly CsvFigures[];
}

interface Case {
  readonly name: string;
  readonly project: "saas" | "store";
  readonly path: string;
  readonly atMostMs?: number;
}

const dashboardMs = 100;
const searchMs = 50;

const cases: readonly Case[] = [
  ...(["day", "week", "month", "year"] as const).map((range): Case => {
    return { name: `SaaS, ${range}`, project: "saas", path: `?range=${range}`, atMostMs: dashboardMs };
  }),
  { name: "store, month", project: "store", path: "?range=month", atMostMs: dashboardMs },
  { name: "store, year", project: "store", path: "?range=year", atMostMs: dashboardMs },
  { name: "customers, newest", project: "saas", path: "/customers", atMostMs: dashboardMs },
  { name: "customers, by e-mail", project: "saas", path: "/customers?sort=email", atMostMs: dashboardMs },
  { name: "customers, on a plan", project: "saas", path: "/customers?plan=pro", atMostMs: dashboardMs },
  { name: "customer search, 10 matches", project: "saas", path: "/customers?search=user_01234", atMostMs: searchMs },
  { name: "customer search, 1,000 matches", project: "saas", path: "/customers?search=user_012", atMostMs: searchMs },
  { name: "customer search, all match", project: "saas", path: "/customers?search=user", atMostMs: searchMs },
  { name: "customer search, by name", project: "saas", path: "/customers?search=ada", atMostMs: searchMs },
  { name: "customer search, none match", project: "saas", path: "/customers?search=nobody", atMostMs: searchMs },
  { name: "orders, newest", project: "store", path: "/orders" },
  { name: "orders, search by e-mail", project: "store", path: "/orders?search=00a1" },
  { name: "events, newest", project: "saas", path: "/events" },
  { name: "events, search by object", project: "saas", path: "/events?search=sub_4217" },
];

const tables = [
  { name: "customers", project: "saas" },
  { name: "orders", project: "store" },
  { name: "events", project: "saas" },
] as const;

/** @throws Error when an answer is not what it should be */
export async function measureDashboard(options: { rows: number; calls: number }): Promise<DashboardFigures> {
  const instance = await startDashboardInstance(options.rows);
  try {
    const calls: CallFigures[] = [];
    for (const each of cases) calls.push(await measureCalls(instance, each, options.calls));
    const csv: CsvFigures[] = [];
    for (const table of tables) csv.push(await measureCsv(instance, table, options.rows));
    return { rows: options.rows, calls, csv };
  } finally {
    await instance.stop();
  }
}

const warmUpCalls = 5;

async function measureCalls(instance: DashboardInstance, { path, project, ...known }: Case, calls: number) {
  const took: number[] = [];
  for (let call = -warmUpCalls; call < calls; call++) {
    const startedAt = performance.now();
    const answer = await ask(instance, project, path);
    await answer.arrayBuffer();
    if (call >= 0) took.push(performance.now() - startedAt);
  }
  took.sort((left, right) => left - right);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN;
  return { ...known, p50Ms: at(0.5), p95Ms: at(0.95) };
}

async function ask({ apiUrl, ...keys }: DashboardInstance, project: "saas" | "store", path: string) {
  const answer = await fetch(`${apiUrl}/api/dashboard${path}`, {
    headers: { Authorization: `Bearer ${keys[project]}` },
  });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

const megabyte = 1024 * 1024;
const sampleEveryMs = 20;
const lineFeed = 10;

async function measureCsv(instance: DashboardInstance, { name, project }: (typeof tables)[number], rows: number) {
  const memory = () => instance.workerd.residentBytes();
  let bytes = 0;
  let lines = 0;
  const memoryBefore = memory();
  let memoryPeak = memoryBefore;
  let memoryPeakOfFirstHalf = memoryBefore;
  const sampling = setInterval(() => {
    memoryPeak = Math.max(memoryPeak ?? 0, memory() ?? 0);
    if (lines < rows / 2) memoryPeakOfFirstHalf = memoryPeak;
  }, sampleEveryMs);
  const startedAt = performance.now();
  try {
    const { body } = await ask(instance, project, `/${name}?format=csv`);
    for await (const piece of body ?? []) {
      bytes += piece.length;
      for (const byte of piece) if (byte === lineFeed) lines += 1;
    }
  } finally {
    clearInterval(sampling);
  }
  // The head is a line too; none of these rows has a line end in a cell.
  if (lines - 1 > rows || lines < 2) throw new Error(`${name} has ${lines - 1} rows of ${rows}`);
  return {
    name,
    rows: lines - 1,
    megabytes: bytes / megabyte,
    seconds: (performance.now() - startedAt) / 1000,
    memoryBefore: inMegabytes(memoryBefore),
    memoryPeak: inMegabytes(memoryPeak),
    memoryPeakOfFirstHalf: inMegabytes(memoryPeakOfFirstHalf),
  } satisfies CsvFigures;
}

function inMegabytes(bytes: number | null): number | null {
  return bytes === null ? null : bytes / megabyte;
}
