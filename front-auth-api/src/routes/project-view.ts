/** Projects and keys as the wire shows them. */
import type { Key, Project, ProjectMode } from "@dream-api/contract";
import {
  DreamError,
  type KeyOverview,
  type ModeOverview,
  type ProjectId,
  type ProjectOverview,
  parseProjectId,
} from "@dream-api/domain";

export function projectView({ projectId, modes, createdAt, ...shown }: ProjectOverview): Project {
  if (!modes.test) throw new Error("A project has no test mode");
  return {
    id: projectId,
    ...shown,
    createdAt: timeText(createdAt),
    modes: { test: modeView(modes.test, shown.type), live: modes.live && modeView(modes.live, shown.type) },
  };
}

function modeView(mode: ModeOverview, type: Project["type"]): ProjectMode {
  return {
    keys: mode.keys.map(keyView),
    tiers: type === "saas" ? mode.itemCount : 0,
    products: type === "store" ? mode.itemCount : 0,
    customers: mode.customerCount,
    hasSold: mode.hasSold,
    stripe: mode.stripe,
    allowedOrigins: [...mode.allowedOrigins],
    redirectUris: [...mode.redirectUris],
    defaultUrls: { successUrl: mode.successUrl, cancelUrl: mode.cancelUrl, returnUrl: mode.returnUrl },
    branding: { name: mode.brandName, colour: mode.brandColour, logoUrl: mode.brandLogoUrl },
    promotedAt: optionalTime(mode.promotedAt),
  };
}

export function keyView({ publishableKey, label, revokedAt, secrets }: KeyOverview): Key {
  return {
    publishableKey,
    label,
    status: revokedAt === null ? "active" : "revoked",
    secretHints: secrets.map(({ hint, createdAt, expiresAt, lastUsedAt }) => ({
      hint,
      createdAt: timeText(createdAt),
      expiresAt: optionalTime(expiresAt),
      lastUsedAt: optionalTime(lastUsedAt),
    })),
  };
}

/** There only when it is true. */
export function pendingView(isPending: boolean): { pending?: true } {
  return isPending ? { pending: true } : {};
}

/** @throws DreamError `not_found` for what can be nobody's project */
export function projectIdOf(text: string): ProjectId {
  const projectId = parseProjectId(text);
  if (!projectId) throw new DreamError("not_found");
  return projectId;
}

function optionalTime(at: number | null): string | null {
  return at === null ? null : timeText(at);
}

export function timeText(at: number): string {
  return new Date(at).toISOString();
}
