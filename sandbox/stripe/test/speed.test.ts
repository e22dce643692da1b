/** How quick the sandbox is, as ratios and processor time: the machine may be doing other things as well. */
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProduct } from "../catalogue/products.ts";
import { inTransaction } from "../store/database.ts";
import { useSandbox } from "./sandbox-world.ts";

const world = useSandbox({ isStrict: false });
const empty = createServer((_request, response) => response.end("{}"));
let emptyUrl: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => empty.listen(0, "127.0.0.1", resolve));
  emptyUrl = `http://127.0.0.1:${(empty.address() as AddressInfo).port}`;
});

afterAll(() => {
  empty.close();
  empty.closeAllConnections();
});

const headers = { Authorization: "Bearer sk_test_sandboxplatform" };
type Call = () => Promise<Response>;

/** Medians in milliseconds, the calls taken in turns so that a slow moment is slow for all. */
async function medians(calls: Call[], rounds: number): Promise<number[]> {
  const times = calls.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, call] of calls.entries()) {
      const startedAt = performance.now();
      await (await call()).text();
      times[index]?.push(performance.now() - startedAt);
    }
  }
  return times.map((all) => all.sort((left, right) => left - right)[Math.floor(all.length / 2)] ?? 0);
}

function fill(count: number): string {
  const { sandbox } = world.running;
  const books = sandbox.platformBooks();
  let last = "";
  const make = () => {
    for (let index = 0; index < count; index += 1) last = String(createProduct(books, { name: `Thing ${index}` }).id);
  };
  inTransaction(sandbox.database, make, () => false);
  return last;
}

function simpleCalls(id: string): Call[] {
  const { url } = world.running;
  return [
    () => fetch(`${url}/v1/products/${id}`, { headers }),
    () => fetch(`${url}/v1/products?limit=1`, { headers }),
    () => fetch(`${url}/v1/products`, { method: "POST", headers, body: new URLSearchParams({ name: "Pro" }) }),
  ];
}

test("a simple call takes about as long as an empty round trip, also with ten thousand objects", async () => {
  const roundTrip: Call = () => fetch(emptyUrl);
  const few = simpleCalls(fill(1));
  await medians([roundTrip, ...few], 100);
  const [emptyBefore = 0, ...withFew] = await medians([roundTrip, ...few], 150);
  const [emptyAfter = 0, ...withMany] = await medians([roundTrip, ...simpleCalls(fill(10_000))], 150);
  const ratios = (times: number[], trip: number) => times.map((time) => time / trip);
  const [before, after] = [ratios(withFew, emptyBefore), ratios(withMany, emptyAfter)];
  const shown = (all: number[]) => all.map((ratio) => ratio.toFixed(2)).join(", ");
  process.stdout.write(
    `retrieve, list, create against an empty round trip of ${emptyAfter.toFixed(2)} ms: ${shown(before)}; with 10,000 objects ${shown(after)}\n`,
  );
  // Wide, for busy machines: a scan of ten thousand objects would be hundreds of times a round trip.
  for (const [retrieve, list, create] of [before, after]) {
    expect(retrieve).toBeLessThan(2);
    expect(list).toBeLessThan(2);
    expect(create).toBeLessThan(3.5);
  }
});

test("it starts and answers within a second of processor time", () => {
  const said = execFileSync(process.execPath, [fileURLToPath(import.meta.resolve("./start-and-report.ts"))]).toString();
  const { status, processorSeconds, seconds } = JSON.parse(said) as Record<string, number>;
  process.stdout.write(
    `start to first answer: ${seconds?.toFixed(2)} s, ${processorSeconds?.toFixed(2)} s of processor time\n`,
  );
  expect(status).toBe(200);
  expect(processorSeconds).toBeLessThan(1);
});
