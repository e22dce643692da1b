/** A product as we keep it. */
import type { Stored } from "../store/object-store.ts";

export interface ProductEntity extends Stored {
  name: string;
  active: boolean;
  default_price: string | null;
  description: string | null;
  images: string[];
  marketing_features: { name?: string }[];
  metadata: Record<string, string>;
  package_dimensions: { height: number; length: number; weight: number; width: number } | null;
  shippable: boolean | null;
  statement_descriptor: string | null;
  tax_code: string | null;
  unit_label: string | null;
  updated: number;
  url: string | null;
}
