/**
 * A developer's key pairs: a project may hold several in each mode, each ended and rotated alone. Nothing is asked of D1
 * behind a change, because its failure would take the only sight of a secret away.
 */
import type { Mode } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import { DreamError } from "../errors.ts";
import type { ProjectId } from "../ids.ts";
import { hintOf } from "../keys/key-text.ts";
import type { RotatedSecret } from "../keys/manage-keys.ts";
import { type ControlClient, replyValue } from "../tenancy/control.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { Actor } from "../work/audit.ts";
import type { ProjectStore } from "./manage-projects.ts";
import type { KeyOverview, SecretOverview } from "./project-overview.ts";

export interface ProjectKeyDependencies {
  readonly projects: Pick<ProjectStore, "find" | "coveredUntil">;
  readonly control: Pick<ControlClient, "mintKeyPair" | "rotateSecret" | "revokeKeyPair">;
  readonly clock: Clock;
  readonly actor: Actor;
}

export interface ChangedKey {
  readonly key: KeyOverview;
  readonly pending: boolean;
}

export type KeyWithNewSecret = ChangedKey & { readonly secretKey: string };

/** @throws DreamError `not_found`, `not_promoted`, `plan_required`, `key_limit_reached` */
export async function addKeyPair(
  platform: PlatformScope,
  projectId: ProjectId,
  { mode, label }: { mode: Mode; label: string },
  deps: ProjectKeyDependencies,
): Promise<KeyWithNewSecret> {
  const { projects, control, clock, actor } = deps;
  const project = await projects.find(platform, projectId);
  if (!project) throw new DreamError("not_found");
  if (mode === "live") {
    const coveredUntil = await projects.coveredUntil(platform);
    if (coveredUntil === null || coveredUntil <= clock().business) throw new DreamError("plan_required");
  }
  if (!project.modes[mode]) throw new DreamError("not_promoted");
  const made = await replyValue(control.mintKeyPair({ projectId, mode }, label, actor));
  const { publishableKey, secretKey, createdAt, pending } = made;
  const key = { publishableKey, label, createdAt, revokedAt: null, secrets: [newSecret(made)] };
  return { secretKey, pending, key };
}

/**
 * @param overlapSeconds how long the secrets before go on working; 0 ends them
 * @throws DreamError `not_found` when the developer has no such active key
 */
export async function rotateProjectKey(
  platform: PlatformScope,
  projectId: ProjectId,
  { publishableKey, overlapSeconds }: { publishableKey: string; overlapSeconds: number },
  deps: ProjectKeyDependencies,
): Promise<KeyWithNewSecret> {
  const { mode, key } = await findKey(platform, projectId, publishableKey, deps);
  const rotation = { publishableKey, overlapSeconds };
  const rotated = await replyValue(deps.control.rotateSecret({ projectId, mode }, rotation, deps.actor));
  const { secretKey, othersExpireAt, pending } = rotated;
  const older = othersExpireAt === 0 ? [] : key.secrets.map((secret) => endingBy(secret, othersExpireAt));
  return { secretKey, pending, key: { ...key, secrets: [newSecret(rotated), ...older] } };
}

/** @throws DreamError `not_found` when the developer has no such active key */
export async function revokeProjectKey(
  platform: PlatformScope,
  projectId: ProjectId,
  publishableKey: string,
  deps: ProjectKeyDependencies,
): Promise<ChangedKey> {
  const { mode, key } = await findKey(platform, projectId, publishableKey, deps);
  const { pending } = await replyValue(deps.control.revokeKeyPair({ projectId, mode }, publishableKey, deps.actor));
  return { pending, key: { ...key, revokedAt: deps.clock().real, secrets: [] } };
}

function newSecret({ secretKey, createdAt }: Pick<RotatedSecret, "secretKey" | "createdAt">): SecretOverview {
  return { hint: hintOf(secretKey), createdAt, expiresAt: null, lastUsedAt: null };
}

function endingBy(secret: SecretOverview, at: number): SecretOverview {
  return { ...secret, expiresAt: Math.min(secret.expiresAt ?? at, at) };
}

async function findKey(
  platform: PlatformScope,
  projectId: ProjectId,
  publishableKey: string,
  { projects }: ProjectKeyDependencies,
): Promise<{ mode: Mode; key: KeyOverview }> {
  const project = await projects.find(platform, projectId);
  for (const mode of ["test", "live"] as const) {
    const key = project?.modes[mode]?.keys.find((candidate) => candidate.publishableKey === publishableKey);
    if (key) return { mode, key };
  }
  throw new DreamError("not_found");
}
