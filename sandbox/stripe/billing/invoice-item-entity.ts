/** Something to be put on the next invoice: an extra charge, or one side of a proration. */
import type { Stored } from "../store/object-store.ts";

export interface InvoiceItemEntity extends Stored {
  amount: number;
  currency: string;
  customer: string;
  description: string | null;
  invoice: string | null;
  metadata: Record<string, string>;
  period: { start: number; end: number };
  price: string | null;
  product: string | null;
  proration: boolean;
  quantity: number;
  subscription: string | null;
  subscription_item: string | null;
  test_clock: string | null;
  unit_amount: number | null;
}
