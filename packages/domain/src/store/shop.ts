/** What a sale is decided on: the project's shop as D1 knows it now. */
import type { ProjectType } from "@dream-api/contract";
import type { Scope } from "../tenancy/scope.ts";

export interface Shop {
  readonly type: ProjectType;
  readonly currency: string;
  /** Until when the owner's plan covers live sales, in business time. */
  readonly coveredUntil: number | null;
  /** Null when no Stripe account is connected in the mode. */
  readonly stripeAccountId: string | null;
  readonly allowedOrigins: readonly string[];
  readonly successUrl: string | null;
  readonly cancelUrl: string | null;
  readonly products: readonly ShopProduct[];
  readonly buyer: ShopBuyer | null;
}

export interface ShopProduct {
  readonly name: string;
  readonly displayName: string;
  readonly unitAmount: number;
  /** What is still free; null is not tracked. */
  readonly stock: number | null;
  /** Taken off the shelf by the developer, whatever the stock. */
  readonly isSoldOut: boolean;
  readonly isShippable: boolean;
  /** The price that new sales use; null until Stripe has followed the product's last change. */
  readonly priceId: string | null;
}

export interface ShopBuyer {
  readonly isErased: boolean;
  readonly email: string | null;
}

export interface Wanted {
  readonly products: readonly string[];
  readonly priceIds: readonly string[];
  readonly userId: string | null;
}

export interface ShopReader {
  /** With what is sold of the wanted products; archived ones are not. Null when the project is gone. */
  read(scope: Scope, wanted: Wanted): Promise<Shop | null>;
}
