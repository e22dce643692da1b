/** `/search`: what fits a query, newest first. Unlike at Stripe it is there at once. */
import { limitOf } from "../lists/list-wire.ts";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { invalid } from "../wire/refusal.ts";
import { parseQuery, type SearchClause, type SearchQuery } from "./parse-query.ts";
import { type SearchableKind, type SearchFieldType, searchFields } from "./search-fields.ts";

interface SearchParams {
  query: string;
  limit?: number;
  page?: string;
}

const leastSubstring = 3;

/** @param path of the collection, as in `customers` */
export function searchOperation(kind: SearchableKind, path: string) {
  return (books: Books, params: SearchParams): Wire => {
    const query = parseQuery(params.query);
    for (const clause of query.clauses) refuseBadClause(kind, path, clause);
    const limit = limitOf(params);
    const found: Wire[] = [];
    for (const entity of books.walk(kind, { startingAfter: positionOf(books, kind, params.page) })) {
      const wire = books.show(kind, entity as never);
      if (wire.deleted !== true && fits(wire, query)) found.push(wire);
      if (found.length > limit) break;
    }
    const hasMore = found.length > limit;
    const data = found.slice(0, limit);
    const next = hasMore ? Buffer.from(String(data.at(-1)?.id)).toString("base64url") : null;
    return { object: "search_result", data, has_more: hasMore, next_page: next, url: `/v1/${path}/search` };
  };
}

function positionOf(books: Books, kind: SearchableKind, page: string | undefined): number | undefined {
  if (page === undefined) return undefined;
  const id = Buffer.from(page, "base64url").toString();
  const position = books.archive.objects.positionOf(books.scope, kind, id);
  if (position === undefined) throw invalid("Invalid pagination cursor.", "page");
  return position;
}

function typeOf(kind: SearchableKind, { field, isMetadata }: SearchClause): SearchFieldType | undefined {
  return isMetadata ? "token" : (searchFields[kind] as Record<string, SearchFieldType>)[field];
}

function refuseBadClause(kind: SearchableKind, path: string, clause: SearchClause): void {
  const { field, operator, value } = clause;
  const type = typeOf(kind, clause);
  if (!type) {
    throw invalid(
      `Field \`${field}\` is an unsupported search field for resource \`${path}\`. See https://docs.stripe.com/search#query-fields-for-${path} for a list of supported fields.`,
      "query",
    );
  }
  if (operator === "~" && type !== "text") throw invalid(`Field \`${field}\` does not support \`~\`.`, "query");
  if (operator === "~" && (value ?? "").length < leastSubstring) {
    throw invalid(`A substring has at least ${leastSubstring} characters.`, "query");
  }
  if (operator !== ":" && operator !== "~" && type !== "number") {
    throw invalid(`Field \`${field}\` does not support \`${operator}\`.`, "query");
  }
  if (type === "number" && value !== null && !Number.isFinite(Number(value))) {
    throw invalid(`Field \`${field}\` is compared with a number, not with ${value}.`, "query");
  }
}

function fits(wire: Wire, { joinedBy, clauses }: SearchQuery): boolean {
  const matches = (clause: SearchClause) => isMatch(wire, clause) !== clause.isNegated;
  return joinedBy === "AND" ? clauses.every(matches) : clauses.some(matches);
}

function isMatch(wire: Wire, { field, isMetadata, operator, value }: SearchClause): boolean {
  const found = isMetadata ? (wire.metadata as Wire | undefined)?.[field] : valueAt(wire, field);
  const isThere = found !== null && found !== undefined;
  if (value === null) return !isThere;
  if (!isThere) return false;
  if (operator === "~") return String(found).toLowerCase().includes(value.toLowerCase());
  if (typeof found === "number" && typeof compare[operator] === "function")
    return compare[operator](found, Number(value));
  return String(found).toLowerCase() === value.toLowerCase();
}

const compare: Record<string, (found: number, wanted: number) => boolean> = {
  ":": (found, wanted) => found === wanted,
  "=": (found, wanted) => found === wanted,
  "<": (found, wanted) => found < wanted,
  "<=": (found, wanted) => found <= wanted,
  ">": (found, wanted) => found > wanted,
  ">=": (found, wanted) => found >= wanted,
};

/** An invoice's subscription stands deeper than where a search asks for it. */
function valueAt(wire: Wire, path: string): unknown {
  if (wire.object === "invoice" && path === "subscription") {
    return valueAt(wire, "parent.subscription_details.subscription");
  }
  return path.split(".").reduce<unknown>((value, key) => (value as Wire | null | undefined)?.[key], wire);
}
