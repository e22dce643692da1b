/** Products: under ids of the caller's choice or ours, deleted only while no price refers to them. */
import type Stripe from "stripe";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick, refuseUnsimulated } from "../wire/params.ts";
import { invalid } from "../wire/refusal.ts";
import { addProduct } from "./add-product.ts";
import { createPrice } from "./prices.ts";

export function createProduct(books: Books, params: Stripe.ProductCreateParams): Wire {
  const product = addProduct(books, params);
  if (params.default_price_data) {
    const price = createPrice(books, { ...params.default_price_data, product: product.id } as Stripe.PriceCreateParams);
    books.change("product", product, "product.updated", (draft) => {
      draft.default_price = String(price.id);
    });
  }
  return books.show("product", product);
}

export function updateProduct(books: Books, params: Stripe.ProductUpdateParams, id: string): Wire {
  const product = books.get("product", id);
  if (params.default_price) {
    const price = books.refer("price", params.default_price, "default_price");
    if (price.product !== id) {
      throw invalid(`The price ${price.id} does not belong to the product ${id}.`, "default_price");
    }
  }
  const names = ["name", "active", "default_price", "description", "marketing_features", "package_dimensions"] as const;
  const more = ["images", "shippable", "statement_descriptor", "tax_code", "unit_label", "url"] as const;
  const changes = pick(params, ...names, ...more);
  books.change("product", product, "product.updated", (draft) => {
    Object.assign(draft, changes, changes.images === null ? { images: [] } : {});
    if (changes.marketing_features === null) draft.marketing_features = [];
    withMetadata(draft, params.metadata);
    draft.updated = books.now;
  });
  return books.show("product", product);
}

export function deleteProduct(books: Books, _params: object, id: string): Wire {
  const product = books.get("product", id);
  for (const _price of books.walk("price", { where: ["product", id] })) {
    throw invalid("This product cannot be deleted because it has one or more user-created prices.");
  }
  books.emit("product.deleted", books.show("product", product));
  books.remove("product", id);
  return { id, object: "product", deleted: true };
}

export function listProducts(books: Books, params: Stripe.ProductListParams): Wire {
  refuseUnsimulated("listing products", params, "url");
  return listObjects(books, "product", params as ListParams, {
    url: "/v1/products",
    accepts: ({ id, active, shippable }) =>
      (params.active === undefined || active === params.active) &&
      (params.shippable === undefined || (shippable ?? false) === params.shippable) &&
      (params.ids?.includes(id) ?? true),
  });
}

export function retrieveProduct(books: Books, _params: object, id: string): Wire {
  return books.show("product", books.get("product", id));
}
