/** Portal configurations and sessions as we keep them. */

import type { Wire } from "../store/kinds.ts";
import type { Stored } from "../store/object-store.ts";

export interface PortalProduct {
  product: string;
  prices: string[];
}

export interface PortalFeatures {
  customer_update: { enabled: boolean; allowed_updates: string[] };
  invoice_history: { enabled: boolean };
  payment_method_update: { enabled: boolean };
  subscription_cancel: {
    enabled: boolean;
    mode: "at_period_end" | "immediately";
    proration_behavior: string;
    cancellation_reason: { enabled: boolean; options: string[] };
  };
  subscription_update: {
    enabled: boolean;
    default_allowed_updates: string[];
    products: PortalProduct[];
    proration_behavior: string;
  };
}

export interface PortalConfigurationEntity extends Stored {
  active: boolean;
  business_profile: Wire;
  default_return_url: string | null;
  features: PortalFeatures;
  is_default: boolean;
  metadata: Record<string, string>;
  name: string | null;
  updated: number;
}

export interface PortalFlow {
  type: "payment_method_update" | "subscription_cancel" | "subscription_update" | "subscription_update_confirm";
  subscription: string | null;
  items: { id: string; price?: string; quantity?: number }[];
  after_completion: { type: string; redirect: { return_url: string } | null };
}

export interface PortalSessionEntity extends Stored {
  configuration: string;
  customer: string;
  flow: PortalFlow | null;
  locale: string | null;
  return_url: string | null;
}
