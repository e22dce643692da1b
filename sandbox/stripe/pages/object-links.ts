/** Addresses of the object browser, and times as it writes them. */
import type { KindName } from "../store/kinds.ts";

/** @param kind absent leads to the list of kinds, an id to that object */
export function objectPath(account: string, livemode: boolean, kind?: KindName, id?: string): string {
  const path = ["/_sandbox/objects", account, livemode ? "live" : "test", kind, id].filter(
    (part) => part !== undefined,
  );
  return path.map((part, index) => (index === 0 ? part : encodeURIComponent(part))).join("/");
}

/** To the second, UTC. */
export function moment(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
