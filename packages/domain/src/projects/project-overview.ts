/** A project as its developer sees it: both modes side by side, with what is in them. Times are epoch milliseconds. */
import type { Mode, ProjectType } from "@dream-api/contract";
import type { ProjectId } from "../ids.ts";

export interface SecretOverview {
  /** Prefix and last four characters; more is not known of a secret. */
  readonly hint: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
}

export interface KeyOverview {
  readonly publishableKey: string;
  readonly label: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
  /** Those that still work, the newest first. */
  readonly secrets: readonly SecretOverview[];
}

export type ConnectionState = "connected" | "disconnected" | "revoked" | "not_connected";

export interface ModeSettings {
  readonly allowedOrigins: readonly string[];
  readonly redirectUris: readonly string[];
  readonly successUrl: string | null;
  readonly cancelUrl: string | null;
  readonly returnUrl: string | null;
  readonly brandName: string | null;
  readonly brandColour: string | null;
  readonly brandLogoUrl: string | null;
}

export interface ModeOverview extends ModeSettings {
  readonly keys: readonly KeyOverview[];
  /** Of tiers or products, whichever the project sells; archived ones left out. */
  readonly itemCount: number;
  /** Erased users left out. */
  readonly customerCount: number;
  /** Whether an order was ever paid, also by a guest. */
  readonly hasSold: boolean;
  readonly stripe: ConnectionState;
  readonly promotedAt: number | null;
}

export interface ProjectOverview {
  readonly projectId: ProjectId;
  readonly name: string;
  readonly type: ProjectType;
  readonly currency: string;
  readonly createdAt: number;
  readonly modes: { readonly test: ModeOverview | null; readonly live: ModeOverview | null };
}

/** A Stripe price of a tier or product: past ones stay, because subscribers keep theirs. */
export interface CataloguePrice {
  readonly mode: Mode;
  readonly kind: "tier" | "product";
  readonly name: string;
  readonly stripePriceId: string;
  readonly unitAmount: number;
  readonly currency: string;
  readonly interval: "month" | "year" | null;
  /** Whether new sales use it. */
  readonly isCurrent: boolean;
}
