/**
 * A project from nothing, in test mode: its catalogue, its first key pair, and Stripe where an account is connected.
 * Either all of it is there or none: a project whose keys could not be made is taken back.
 */
import { DreamError } from "../errors.ts";
import { newProjectId } from "../ids.ts";
import { hintOf } from "../keys/key-text.ts";
import type { KeyPair } from "../keys/manage-keys.ts";
import { quotas } from "../platforms/quotas.ts";
import type { NewProject } from "../projects/project.ts";
import { type ControlClient, replyValue } from "../tenancy/control.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import { type Scope, scopeOf } from "../tenancy/scope.ts";
import type { Actor } from "../work/audit.ts";
import { followOnStripe, type StripeOutcome } from "./edit-catalogue.ts";
import type { SyncDependencies } from "./held-run.ts";

export interface NewProjects {
  /** @returns false when the platform has as many projects as it may */
  addProject(scope: Scope, project: NewProject, more: { actor: Actor; limit: number }): Promise<boolean>;
  deleteProject(scope: Scope): Promise<unknown>;
}

export interface CreateProjectDependencies extends SyncDependencies {
  readonly projects: NewProjects;
  readonly control: Pick<ControlClient, "mintKeyPair">;
}

export interface CreatedProject {
  readonly scope: Scope;
  /** Real time. */
  readonly createdAt: number;
  readonly keys: KeyPair & { readonly hint: string };
  readonly stripe: StripeOutcome;
}

/** @throws DreamError `project_limit_reached`, or what kept the keys from being made */
export async function createProject(
  { platformId }: PlatformScope,
  project: Omit<NewProject, "platformId">,
  actor: Actor,
  deps: CreateProjectDependencies,
): Promise<CreatedProject> {
  const scope = scopeOf(newProjectId(), "test");
  const createdAt = deps.clock().real;
  const isAdded = await deps.projects.addProject(scope, { ...project, platformId }, { actor, limit: quotas.projects });
  if (!isAdded) throw new DreamError("project_limit_reached");
  const keys = await mintFirstKeys(scope, deps);
  return { scope, createdAt, keys, stripe: await followOnStripe(scope, deps) };
}

async function mintFirstKeys(scope: Scope, { control, projects, report }: CreateProjectDependencies) {
  try {
    const { projectId, mode } = scope;
    const keys = await replyValue(control.mintKeyPair({ projectId, mode }, "default"));
    return { ...keys, hint: hintOf(keys.secretKey) };
  } catch (cause) {
    await projects
      .deleteProject(scope)
      .catch((second) => report("a project without keys could not be taken back", second));
    throw cause;
  }
}
