/** Writes down what went wrong but could be survived. */
import { describeError, writeLog } from "@dream-api/http";

export function report(message: string, cause: unknown): void {
  writeLog({ level: "error", message, service: "api-multi", cause: describeError(cause) });
}
