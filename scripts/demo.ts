/** `npm run demo`: a year of the demo projects, for dashboards that have something to say. `npm start` then shows it. */
import { parseArgs } from "node:util";
import { clearState, requireNoState } from "./local/demo/demo-state.ts";
import { type Lived, liveYear } from "./local/demo/live-year.ts";
import { startPastHouse } from "./local/demo/past-house.ts";
import { yearUntil } from "./local/demo/year.ts";
import { stateDirectory } from "./local/paths.ts";
import { readPorts, requireFreePorts } from "./local/ports.ts";

const usage = "npm run demo -- [--fresh] [--customers 150] [--orders 400] [--days 365] [--seed 1]";

try {
  const { fresh, ...size } = readArguments();
  const ports = readPorts(process.env.PORT_BASE);
  await requireFreePorts(ports);
  if (fresh) clearState(stateDirectory);
  requireNoState(stateDirectory);
  await makeDemo(size, ports);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function makeDemo(
  { days, ...size }: { customers: number; orders: number; days: number; seed: number },
  ports: ReturnType<typeof readPorts>,
): Promise<void> {
  const startedAt = performance.now();
  const seconds = () => `${Math.round((performance.now() - startedAt) / 1000)} s`;
  const year = yearUntil(Date.now(), days);
  console.log(`${size.customers} customers, ${size.orders} orders, from ${dateOf(year.start)} on`);
  const onLog = (line: string) => line.includes('"level":"info"') || console.error(line);
  const house = await startPastHouse({ directory: stateDirectory, ports, beginsAt: year.start, onLog });
  const tell = (month: number, lived: Lived) =>
    console.log(`${dateOf(month).slice(0, 7)}  ${describe(lived)}  (${seconds()})`);
  const lived = await liveYear(house, year, size, tell)
    .catch((cause: unknown) => {
      throw new Error(`The year is not finished; begin anew with --fresh. ${cause}`, { cause });
    })
    .finally(() => house.stop());
  console.log(`In all   ${describe(lived)}; ${lived.turnedAway} carts held something sold out`);
  console.log(`Done in ${seconds()}. See it with npm start.`);
}

function describe({ customers, orders, units }: Lived): string {
  return `${customers} customers, ${orders} orders, ${units} uses`;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      fresh: { type: "boolean", default: false },
      customers: { type: "string", default: "150" },
      orders: { type: "string", default: "400" },
      days: { type: "string", default: "365" },
      seed: { type: "string", default: "1" },
    },
  });
  const whole = (name: "customers" | "days" | "orders" | "seed", most: number) => {
    const number = Number(values[name]);
    if (Number.isInteger(number) && number >= 1 && number <= most) return number;
    throw new Error(`--${name} is a whole number from 1 to ${most}\n${usage}`);
  };
  return {
    fresh: values.fresh,
    customers: whole("customers", 900),
    orders: whole("orders", 1200),
    days: whole("days", 365),
    seed: whole("seed", 2 ** 31),
  };
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
