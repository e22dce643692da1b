/** Which service answers on which port. `PORT_BASE=n` moves them all: n, n+1, and so on. */
import { createServer } from "node:net";

export interface Ports {
  readonly api: number;
}

const defaults: Ports = { api: 8787 };
const offsets: Ports = { api: 0 };
const highestPort = 65_535;

/** @throws Error for a `PORT_BASE` that is not a usable port */
export function readPorts(portBase: string | undefined): Ports {
  if (portBase === undefined || portBase === "") return defaults;
  const base = Number(portBase);
  if (!Number.isInteger(base) || base < 1024 || base + 10 > highestPort) {
    throw new Error(`PORT_BASE must be a whole number from 1024 to ${highestPort - 10}; it is "${portBase}"`);
  }
  return { api: base + offsets.api };
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
