/** The list object on the wire, and lists that live inside one object. */
import type { Wire } from "../store/kinds.ts";
import { invalid, noSuchReference } from "../wire/refusal.ts";

const defaultLimit = 10;
const maxLimit = 100;

export interface ListParams {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
  created?: number | { gt?: number; gte?: number; lt?: number; lte?: number };
}

/** For short lists that belong to one object, in their own order. */
export function listEmbedded(items: Wire[], params: ListParams, url: string): Wire {
  const limit = limitOf(params);
  const indexOf = (id: string, param: string): number => {
    const index = items.findIndex((item) => item.id === id);
    if (index < 0) throw noSuchReference("item", id, param);
    return index;
  };
  if (params.ending_before !== undefined) {
    const end = indexOf(params.ending_before, "ending_before");
    const start = Math.max(0, end - limit);
    return listWire(items.slice(start, end), url, start > 0);
  }
  const start = params.starting_after === undefined ? 0 : indexOf(params.starting_after, "starting_after") + 1;
  return listWire(items.slice(start, start + limit), url, items.length > start + limit);
}

export function listWire(data: Wire[], url: string, hasMore = false): Wire {
  return { object: "list", data, has_more: hasMore, url };
}

export function limitOf({ limit = defaultLimit }: ListParams): number {
  if (limit < 1) throw invalid("This value must be greater than or equal to 1.", "limit", "parameter_invalid_integer");
  if (limit > maxLimit) {
    throw invalid(`This value must be less than or equal to ${maxLimit}.`, "limit", "parameter_invalid_integer");
  }
  return limit;
}
