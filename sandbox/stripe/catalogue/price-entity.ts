/** A price as we keep it: amounts never change, only `active`, names and metadata do. */
import type { Stored } from "../store/object-store.ts";

export type Interval = "day" | "week" | "month" | "year";

export interface PriceEntity extends Stored {
  active: boolean;
  currency: string;
  lookup_key: string | null;
  metadata: Record<string, string>;
  nickname: string | null;
  product: string;
  recurring: {
    interval: Interval;
    interval_count: number;
    meter: null;
    usage_type: "licensed";
  } | null;
  tax_behavior: string;
  unit_amount: number;
  /** Made inside another request; lists leave it out. */
  is_inline?: true;
}
