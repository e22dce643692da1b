/** `expand`: ids become the objects they stand for, down to four levels, only where the schema allows it. */
import { showDiscount } from "../catalogue/show-coupon.ts";
import { showLineItems } from "../checkout/show-session.ts";
import { listEmbedded } from "../lists/list-wire.ts";
import { loadSchema, resolveSchema } from "../schema/load-schema.ts";
import type { Schema } from "../schema/schema-format.ts";
import type { Books } from "../store/books.ts";
import { type KindName, kinds, type Wire } from "../store/kinds.ts";
import { invalid } from "./refusal.ts";

const maxDepth = 4;

export function expand(books: Books, answer: Wire, schema: Schema, paths: unknown): void {
  if (!Array.isArray(paths)) return;
  for (const path of paths) {
    const steps = String(path).split(".");
    const depth = steps[0] === "data" ? steps.length - 1 : steps.length;
    if (depth > maxDepth)
      throw invalid(`You cannot expand more than ${maxDepth} levels of a property. Property: ${path}`, "expand");
    expandStep(books, answer, schema, steps, String(path));
  }
}

function expandStep(books: Books, value: unknown, schema: Schema, steps: string[], path: string): void {
  const [step, ...rest] = steps;
  if (step === undefined || value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value) expandStep(books, item, schemaOfItem(schema), steps, path);
    return;
  }
  const record = value as Wire;
  const own = described(schema, record);
  const property = own?.properties?.[step];
  if (!property) throw notExpandable(path);
  record[step] = expanded(books, record, step, property, rest.length === 0, path);
  expandStep(books, record[step], property, rest, path);
}

function expanded(books: Books, record: Wire, step: string, property: Schema, isLast: boolean, path: string): unknown {
  const value = record[step];
  if (record.object === "subscription" && step === "discounts") return discountsOf(books, record);
  if (typeof value === "string") {
    const found = resolveId(books, property, value);
    if (!found && isLast && !isReference(property)) throw notExpandable(path);
    return found ?? value;
  }
  if (Array.isArray(value))
    return value.map((item) =>
      typeof item === "string" ? (resolveId(books, schemaOfItem(property), item) ?? item) : item,
    );
  return value === undefined ? includable(books, record, step) : value;
}

/** They live in their subscription and are no objects of their own. */
function discountsOf(books: Books, { id, customer }: Wire): Wire[] {
  const { discounts } = books.own("subscription", String(id));
  return discounts.map((discount) => showDiscount(discount, { customer, subscription: id }));
}

/** Lists that an object has, but shows only when asked. */
function includable(books: Books, record: Wire, step: string): unknown {
  const id = String(record.id);
  if (record.object === "checkout.session" && step === "line_items") {
    const session = books.own("checkout.session", id);
    return listEmbedded(showLineItems(session, books), {}, `/v1/checkout/sessions/${id}/line_items`);
  }
  if (record.object === "invoice" && step === "payments")
    return listOf(books, "invoice_payment", "invoice", id, "/v1/invoice_payments");
  if (record.object === "charge" && step === "refunds")
    return listOf(books, "refund", "charge", id, `/v1/charges/${id}/refunds`);
  if (record.object === "customer" && step === "subscriptions") {
    return listOf(books, "subscription", "customer", id, `/v1/customers/${id}/subscriptions`);
  }
  if (record.object === "invoice" && step === "confirmation_secret") return confirmationSecret(books, id);
  return undefined;
}

function confirmationSecret(books: Books, id: string): Wire | null {
  const intent = books.find("payment_intent", books.find("invoice", id)?.payment_intent);
  return intent ? { client_secret: intent.client_secret, type: "payment_intent" } : null;
}

function listOf(books: Books, kind: KindName, by: string, id: string, url: string): Wire {
  const data = [...books.walk(kind, { where: [by, id] })].map((entity) => books.show(kind, entity as never));
  return listEmbedded(data, {}, url);
}

function resolveId(books: Books, schema: Schema, id: string): Wire | undefined {
  for (const alternative of schema.anyOf ?? []) {
    const kind = kindOf(alternative);
    const entity = kind && books.find(kind, id);
    if (kind && entity) return books.show(kind, entity as never);
  }
  return undefined;
}

function kindOf(schema: Schema): KindName | undefined {
  if (schema.$ref === undefined) return undefined;
  const name = resolveSchema(schema).properties?.object?.enum?.[0];
  return typeof name === "string" && name in kinds ? (name as KindName) : undefined;
}

function isReference(schema: Schema): boolean {
  return schema.anyOf?.some((one) => one.$ref !== undefined) ?? false;
}

function schemaOfItem(schema: Schema): Schema {
  const list = schema.items ?? schema.anyOf?.find((one) => one.items)?.items;
  return list ?? schema;
}

/** The object type among the alternatives that this value is of. */
function described(schema: Schema, value: Wire): Schema | undefined {
  const candidates = (schema.anyOf ?? [schema]).map(resolveSchema).filter((one) => one.properties);
  return candidates.find((one) => one.properties?.object?.enum?.includes(value.object as string)) ?? candidates[0];
}

function notExpandable(path: string) {
  return invalid(`This property cannot be expanded (${path}).`, "expand");
}

export function responseSchemaOf(operation: string): Schema | undefined {
  return loadSchema().operations[operation]?.response;
}
