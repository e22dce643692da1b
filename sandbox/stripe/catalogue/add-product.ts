/** A new product, without a price yet. */
import type Stripe from "stripe";
import { type Books, withMetadata } from "../store/books.ts";
import { alreadyExists } from "../wire/refusal.ts";
import type { ProductEntity } from "./product-entity.ts";

export function addProduct(books: Books, params: Stripe.ProductCreateParams): ProductEntity {
  const id = params.id ?? books.newId("prod", 14);
  if (params.id !== undefined && books.find("product", id)) throw alreadyExists("Product");
  const product: ProductEntity = {
    id,
    created: books.now,
    updated: books.now,
    name: params.name,
    active: params.active ?? true,
    default_price: null,
    description: params.description ?? null,
    images: params.images ?? [],
    marketing_features: params.marketing_features ?? [],
    metadata: {},
    package_dimensions: params.package_dimensions || null,
    shippable: params.shippable ?? null,
    statement_descriptor: params.statement_descriptor ?? null,
    tax_code: params.tax_code ?? null,
    unit_label: params.unit_label ?? null,
    url: params.url ?? null,
  };
  withMetadata(product, params.metadata);
  return books.add("product", product, "product.created");
}
