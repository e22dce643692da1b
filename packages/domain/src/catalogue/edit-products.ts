/** The rules of editing a store's products. Stock is not edited: it is given at creation and changed by sales. */
import { DreamError } from "../errors.ts";
import type { NewProduct } from "../projects/project.ts";
import {
  type Catalogue,
  type CatalogueChange,
  type CatalogueProduct,
  type ChangedProduct,
  productNamesPerProject,
} from "./catalogue.ts";
import { type Changes, nextPosition, requireAmount, withChanges } from "./edit-rules.ts";

export type ProductEdit = Changes<Omit<NewProduct, "name" | "stock"> & Pick<CatalogueProduct, "position">>;

/** A name that was removed comes back with the new values, its stock too. @throws DreamError */
export function addProduct(catalogue: Catalogue, product: NewProduct): CatalogueChange {
  requireStore(catalogue);
  const known = catalogue.products.find(({ name }) => name === product.name);
  if (known?.archivedAt === null) throw new DreamError("name_taken");
  if (!known && catalogue.products.length >= productNamesPerProject) throw new DreamError("catalogue_limit_reached");
  requireAmount(catalogue, product.unitAmount, "body.product.unitAmount");
  const added = { ...product, position: nextPosition(catalogue.products), archivedAt: null, stocked: true as const };
  return { products: [added], audit: { action: "product.added", detail: { ...product } } };
}

/** Null when nothing changes. @throws DreamError */
export function changeProduct(catalogue: Catalogue, name: string, edit: ProductEdit): CatalogueChange | null {
  const product = soldProduct(catalogue, name);
  requireAmount(catalogue, edit.unitAmount, "body.changes.unitAmount");
  const changed: ChangedProduct = withChanges<ChangedProduct>(product, edit);
  // Whether it is sold out is not read with the catalogue, so saying it is a change.
  if (JSON.stringify(changed) === JSON.stringify(product)) return null;
  return { products: [changed], audit: { action: "product.changed", detail: { name, ...edit } } };
}

/** The row stays, archived: what was sold by that name keeps it. @throws DreamError */
export function removeProduct(catalogue: Catalogue, name: string, at: number): CatalogueChange {
  const product = soldProduct(catalogue, name);
  return { products: [{ ...product, archivedAt: at }], audit: { action: "product.removed", detail: { name } } };
}

function soldProduct(catalogue: Catalogue, wanted: string): CatalogueProduct {
  requireStore(catalogue);
  const product = catalogue.products.find(({ name, archivedAt }) => name === wanted && archivedAt === null);
  if (!product) throw new DreamError("not_found");
  return product;
}

function requireStore({ type }: Catalogue): void {
  if (type !== "store") throw new DreamError("wrong_project_type");
}
