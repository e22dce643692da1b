/** What tells two states of a tier or product apart, field by field. Stock and sold-out are operation, not catalogue. */
import type { CatalogueProduct, CatalogueTier } from "../catalogue/catalogue.ts";

export type FieldValue = string | number | boolean | null | string[];

export interface FieldChange {
  readonly field: string;
  readonly from: FieldValue;
  readonly to: FieldValue;
}

type Placing = "name" | "archivedAt";

/** Written out, so that a new field can't be forgotten. */
const tierFields: Record<Exclude<keyof CatalogueTier, Placing>, true> = {
  displayName: true,
  unitAmount: true,
  interval: true,
  limit: true,
  rateLimitPerMinute: true,
  features: true,
  popular: true,
  trialDays: true,
  position: true,
};

const productFields: Record<Exclude<keyof CatalogueProduct, Placing | "stock" | "soldOut">, true> = {
  displayName: true,
  description: true,
  unitAmount: true,
  imageUrl: true,
  features: true,
  shippable: true,
  position: true,
};

export type Item = CatalogueTier | CatalogueProduct;

const fieldsOf = { tier: Object.keys(tierFields), product: Object.keys(productFields) };

export function differences(kind: "tier" | "product", from: Item, to: Item): FieldChange[] {
  const before = shownFields(kind, from);
  return shownFields(kind, to).flatMap(({ field, value }, index) => {
    const was = before[index]?.value ?? null;
    return JSON.stringify(was) === JSON.stringify(value) ? [] : [{ field, from: was, to: value }];
  });
}

/** Of an item that is not there yet: what it begins with. */
export function firstFields(kind: "tier" | "product", item: Item): FieldChange[] {
  return shownFields(kind, item).map(({ field, value }) => ({ field, from: null, to: value }));
}

/** The item as it is, with what the catalogue says of another. */
export function withFieldsOf<Kind extends Item>(kind: "tier" | "product", item: Kind, other: Kind): Kind {
  const taken = fieldsOf[kind].map((field) => [field, other[field as keyof Kind]]);
  return { ...item, ...Object.fromEntries(taken) };
}

function shownFields(kind: "tier" | "product", item: Item): { field: string; value: FieldValue }[] {
  const fields = fieldsOf[kind].map((field) => ({ field, value: item[field as keyof Item] as FieldValue }));
  return [...fields, { field: "archived", value: item.archivedAt !== null }];
}
