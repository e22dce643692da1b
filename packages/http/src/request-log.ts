/** One JSON line a request: ids, route, status and duration. Never a key, a token or an address. */
import { ProviderFailure } from "@dream-api/domain";

export interface LogLine {
  readonly level: "info" | "error";
  readonly message: string;
  readonly requestId?: string;
  readonly [field: string]: string | number | undefined;
}

export function writeLog(line: LogLine): void {
  console.log(JSON.stringify(line));
}

/**
 * An error for the log, with all its causes; where it came from, not what it was given. A provider's failure says itself
 * what may be told of its cause.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  if (error instanceof ProviderFailure) return own;
  return error.cause === undefined ? own : `${own}\ncaused by ${describeError(error.cause)}`;
}

/** Writes down what went wrong in a service but could be survived. */
export type Report = (message: string, cause: unknown) => void;

export function createReport(service: string): Report {
  return (message, cause) => writeLog({ level: "error", message, service, cause: describeError(cause) });
}
