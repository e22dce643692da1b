/** Lists with cursors both ways, newest first, and the range filter on `created`. */
import type { Books } from "../store/books.ts";
import { type Kind, type KindName, kinds, type Wire } from "../store/kinds.ts";
import { invalid, noSuchReference } from "../wire/refusal.ts";

const defaultLimit = 10;
const maxLimit = 100;

export interface ListParams {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
  created?: number | { gt?: number; gte?: number; lt?: number; lte?: number };
}

export interface ListFilter<T> {
  where?: readonly [name: string, value: string] | undefined;
  accepts?: (entity: T) => boolean;
  /** Where the list can be asked for, when it is not the path of the call. */
  url: string;
}

export function listObjects<K extends KindName>(
  books: Books,
  kind: K,
  params: ListParams,
  { where, accepts = () => true, url }: ListFilter<Kind<K>>,
): Wire {
  const limit = limitOf(params);
  const position = (id: string | undefined, param: string): number | undefined => {
    if (id === undefined) return undefined;
    const seq = books.archive.objects.positionOf(books.scope, kind, id);
    if (seq === undefined) throw noSuchReference(kinds[kind].noun, id, param);
    return seq;
  };
  const startingAfter = position(params.starting_after, "starting_after");
  const endingBefore = position(params.ending_before, "ending_before");
  if (startingAfter !== undefined && endingBefore !== undefined) {
    throw invalid("You cannot parameterize both starting_after and ending_before.", "starting_after");
  }
  const found: Kind<K>[] = [];
  for (const entity of books.walk(kind, { startingAfter, endingBefore, where })) {
    if (isWithin(entity.created, params.created) && accepts(entity)) found.push(entity);
    if (found.length > limit) break;
  }
  const page = found.slice(0, limit);
  if (endingBefore !== undefined) page.reverse();
  return listWire(
    page.map((entity) => books.show(kind, entity)),
    url,
    found.length > limit,
  );
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

function limitOf({ limit = defaultLimit }: ListParams): number {
  if (limit < 1) throw invalid("This value must be greater than or equal to 1.", "limit", "parameter_invalid_integer");
  if (limit > maxLimit) {
    throw invalid(`This value must be less than or equal to ${maxLimit}.`, "limit", "parameter_invalid_integer");
  }
  return limit;
}

function isWithin(created: number, range: ListParams["created"]): boolean {
  if (range === undefined) return true;
  if (typeof range === "number") return created === range;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return created > gt && created >= gte && created < lt && created <= lte;
}
