/** A span as the wire shows it. */
import type { Range } from "@dream-api/contract";
import type { Span } from "./span.ts";

export function timesOf({ range, from, to }: Span): { range: Range; from: string; to: string } {
  return { range, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

export function spanView(span: Span, currency: string) {
  return { ...timesOf(span), currency };
}
