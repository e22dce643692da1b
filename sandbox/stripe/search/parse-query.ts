/**
 * Stripe's search query language: clauses of a field, an operator and a value, joined by AND or by OR, never by both.
 * https://docs.stripe.com/search#search-query-language
 */
import { invalid, type StripeRefusal } from "../wire/refusal.ts";

type SearchOperator = ":" | "<" | "<=" | "=" | ">" | ">=" | "~";

export interface SearchClause {
  /** As in `email` or `payment_method_details.card.last4`; for metadata the key alone. */
  field: string;
  isMetadata: boolean;
  isNegated: boolean;
  operator: SearchOperator;
  /** null asks whether there is a value at all. */
  value: string | null;
}

export interface SearchQuery {
  joinedBy: "AND" | "OR";
  clauses: SearchClause[];
}

const maxClauses = 10;
const clausePattern =
  /^\s*(?<negation>-)?(?:metadata\[(?<key>"[^"]*"|'[^']*')\]|(?<field>[a-z_][a-z0-9_.]*))(?<operator>>=|<=|[:~=<>])(?<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"']+)/i;
const joinPattern = /^\s+(?:(?<word>AND|OR)\s+)?(?=\S)/i;

/** @throws StripeRefusal 400 when it is no query */
export function parseQuery(text: string): SearchQuery {
  const clauses: SearchClause[] = [];
  const joins = new Set<string>();
  let rest = text.trim();
  while (rest !== "") {
    const found = clausePattern.exec(rest);
    if (!found?.groups) throw unreadable();
    clauses.push(clauseOf(found.groups));
    rest = rest.slice(found[0].length);
    if (rest.trim() === "") break;
    const join = joinPattern.exec(rest);
    if (!join) throw unreadable();
    joins.add((join.groups?.word ?? "AND").toUpperCase());
    rest = rest.slice(join[0].length);
  }
  if (clauses.length === 0) throw unreadable();
  if (joins.size > 1) throw invalid("You cannot combine AND and OR in one search query.", "query");
  if (clauses.length > maxClauses) {
    throw invalid(`You can use at most ${maxClauses} clauses in one search query.`, "query");
  }
  return { joinedBy: joins.has("OR") ? "OR" : "AND", clauses };
}

function clauseOf({
  negation,
  key,
  field = "",
  operator,
  value = "",
}: Record<string, string | undefined>): SearchClause {
  return {
    field: key === undefined ? field : unquoted(key),
    isMetadata: key !== undefined,
    isNegated: negation !== undefined,
    operator: operator as SearchOperator,
    value: value.toLowerCase() === "null" ? null : unquoted(value),
  };
}

function unquoted(text: string): string {
  return /^["']/.test(text) ? text.slice(1, -1).replaceAll(/\\(.)/g, "$1") : text;
}

function unreadable(): StripeRefusal {
  return invalid(
    'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for metadata or key:"value" to query for other fields.',
    "query",
  );
}
