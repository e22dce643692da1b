/** Which service answers on which port. `PORT_BASE=n` moves them all: n, n+1, and so on. */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

export interface Ports {
  readonly api: number;
  readonly frontAuth: number;
  readonly oauth: number;
  readonly frontend: number;
  readonly stripe: number;
  readonly clerk: number;
  readonly endUserAuth: number;
}

const defaults: Ports = {
  api: 8787,
  frontAuth: 8788,
  oauth: 8789,
  frontend: 5173,
  stripe: 4242,
  clerk: 4243,
  endUserAuth: 8790,
};
const offsets: Ports = { api: 0, frontAuth: 1, oauth: 2, frontend: 3, stripe: 4, clerk: 5, endUserAuth: 6 };

/** Apps that use the demo's projects: they run when somebody starts them. */
const examples = { saas: { default: 5174, offset: 7 }, store: { default: 5175, offset: 8 } };
const highestPort = 65_535;

/** @throws Error for a `PORT_BASE` that is not a usable port */
export function readPorts(portBase: string | undefined): Ports {
  const base = readBase(portBase);
  if (base === null) return defaults;
  const moved = Object.entries(offsets).map(([service, offset]) => [service, base + offset]);
  return Object.fromEntries(moved) as unknown as Ports;
}

/** Where the examples are opened. @throws Error for a `PORT_BASE` that is not a usable port */
export function readExampleUrls(portBase: string | undefined): Record<keyof typeof examples, string> {
  const base = readBase(portBase);
  const urlOf = (port: { default: number; offset: number }) =>
    `http://localhost:${base === null ? port.default : base + port.offset}`;
  return { saas: urlOf(examples.saas), store: urlOf(examples.store) };
}

function readBase(portBase: string | undefined): number | null {
  if (portBase === undefined || portBase === "") return null;
  const base = Number(portBase);
  if (!Number.isInteger(base) || base < 1024 || base + 10 > highestPort) {
    throw new Error(`PORT_BASE must be a whole number from 1024 to ${highestPort - 10}; it is "${portBase}"`);
  }
  return base;
}

/** @throws Error that says which port is taken and what to do about it */
export async function requireFreePorts(ports: Ports): Promise<void> {
  for (const [service, port] of Object.entries(ports) as [string, number][]) {
    if (await isTaken(port)) {
      throw new Error(
        `Port ${port} (${service}) is taken. Stop what uses it, or choose others: PORT_BASE=9000 npm start`,
      );
    }
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(true);
      else reject(error);
    });
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(false)));
  });
}

/** Different ones that are free now: below those that systems give to connections, so that none is taken meanwhile. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(27_100, 32_700);
    if (!(await isTaken(port))) ports.add(port);
  }
  return [...ports];
}

export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}
