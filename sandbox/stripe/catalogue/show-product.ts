/** A product on the wire. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { ProductEntity } from "./product-entity.ts";

export function showProduct(product: ProductEntity, books: Books): Wire {
  return { ...product, object: "product", livemode: books.scope.livemode, type: "service" };
}
