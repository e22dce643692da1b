/** What a developer does with its projects: settings change, and a project ends. */
import type { Mode } from "@dream-api/contract";
import { DreamError } from "../errors.ts";
import type { ProjectId } from "../ids.ts";
import type { Announce } from "../metering/announce.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import { scopeOf } from "../tenancy/scope.ts";
import type { Actor } from "../work/audit.ts";
import type { ModeSettings, ProjectOverview } from "./project-overview.ts";

/** What is absent stays as it is. */
export interface SettingsChange {
  readonly name?: string | undefined;
  readonly mode: Mode;
  readonly settings: Partial<ModeSettings>;
}

export type Deletion =
  | { readonly outcome: "deleted"; readonly revs: readonly { readonly mode: Mode; readonly rev: number }[] }
  | { readonly outcome: "not_found" }
  | { readonly outcome: "other_name" }
  | { readonly outcome: "has_subscribers" };

export interface ProjectStore {
  find(platform: PlatformScope, projectId: ProjectId): Promise<ProjectOverview | null>;
  /** Until when live counting and sales are covered by the platform's plan; null is not at all. Business time. */
  coveredUntil(platform: PlatformScope): Promise<number | null>;
  /** @returns false when the platform has no such project, or the project not that mode: then nothing was changed */
  changeSettings(platform: PlatformScope, projectId: ProjectId, change: SettingsChange, actor: Actor): Promise<boolean>;
  /** Refuses with a value and changes nothing when `name` is not its name or live subscriptions go on. */
  end(platform: PlatformScope, projectId: ProjectId, name: string, actor: Actor): Promise<Deletion>;
}

export interface ProjectDependencies {
  readonly projects: ProjectStore;
  readonly announce: Announce;
}

/** @throws DreamError `not_found`, `not_promoted` */
export async function changeProjectSettings(
  platform: PlatformScope,
  projectId: ProjectId,
  change: SettingsChange,
  { projects, actor }: Pick<ProjectDependencies, "projects"> & { readonly actor: Actor },
): Promise<ProjectOverview> {
  const known = await projects.find(platform, projectId);
  if (!known) throw new DreamError("not_found");
  if (!known.modes[change.mode]) throw new DreamError("not_promoted");
  if (!(await projects.changeSettings(platform, projectId, change, actor))) throw new DreamError("not_found");
  const changed = await projects.find(platform, projectId);
  if (!changed) throw new DreamError("not_found");
  return changed;
}

/**
 * Ends a project in both modes: its keys stop at once, its counting with the next word to its Meters.
 * @returns whether some Meter has yet to hear of it
 * @throws DreamError `not_found`, `live_subscribers_exist`, and `validation_failed` for another name
 */
export async function endProject(
  platform: PlatformScope,
  projectId: ProjectId,
  name: string,
  { projects, announce, actor }: ProjectDependencies & { readonly actor: Actor },
): Promise<{ pending: boolean }> {
  const deletion = await projects.end(platform, projectId, name, actor);
  if (deletion.outcome === "not_found") throw new DreamError("not_found");
  if (deletion.outcome === "has_subscribers") throw new DreamError("live_subscribers_exist");
  if (deletion.outcome === "other_name") {
    throw new DreamError("validation_failed", {
      issues: [{ path: "body.name", message: "is not the project's name" }],
    });
  }
  const heard = await Promise.all(deletion.revs.map(({ mode, rev }) => announce(scopeOf(projectId, mode), rev)));
  return { pending: heard.includes("pending") };
}
