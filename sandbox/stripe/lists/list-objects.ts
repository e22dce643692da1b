/** Lists with cursors both ways, newest first, and the range filter on `created`. */
import type { Books } from "../store/books.ts";
import { type Kind, type KindName, kinds, type Wire } from "../store/kinds.ts";
import { invalid, noSuchReference } from "../wire/refusal.ts";
import { type ListParams, limitOf, listWire } from "./list-wire.ts";

interface ListFilter<T> {
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

function isWithin(created: number, range: ListParams["created"]): boolean {
  if (range === undefined) return true;
  if (typeof range === "number") return created === range;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return created > gt && created >= gte && created < lt && created <= lte;
}
