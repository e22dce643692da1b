/** A project that was just made, as the wire shows it. */
import type { CatalogueInput, KeyWithSecret, Project, ProjectMode } from "@dream-api/contract";
import type { Connection, CreatedProject } from "@dream-api/domain";

export function keysOf({ keys, createdAt }: CreatedProject): KeyWithSecret {
  const { publishableKey, secretKey, label, hint } = keys;
  const secret = { hint, createdAt: new Date(createdAt).toISOString(), expiresAt: null, lastUsedAt: null };
  return { publishableKey, secretKey, label, status: "active", secretHints: [secret] };
}

/** @param connection of its platform in test mode */
export function projectOf(created: CreatedProject, input: CatalogueInput, connection: Connection | undefined): Project {
  const { secretKey: _secret, ...key } = keysOf(created);
  const { name, projectType: type, currency, tiers = [], products = [] } = input;
  const test: ProjectMode = {
    keys: [key],
    tiers: tiers.length,
    products: products.length,
    customers: 0,
    hasSold: false,
    stripe: connection?.status ?? "not_connected",
    allowedOrigins: [],
    redirectUris: [],
    defaultUrls: { successUrl: null, cancelUrl: null, returnUrl: null },
    branding: { name: null, colour: null, logoUrl: null },
    promotedAt: null,
  };
  const createdAt = new Date(created.createdAt).toISOString();
  return { id: created.scope.projectId, name, type, currency, createdAt, modes: { test, live: null } };
}
