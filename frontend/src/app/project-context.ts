/** The project and the mode that the pages are about. */
import type { Mode, Project, ProjectMode } from "@dream-api/contract";
import { createContext, useContext } from "react";
import type { Tenant } from "../api/call.ts";

export interface CurrentProject {
  readonly project: Project;
  readonly mode: Mode;
  /** What calls about it carry. */
  readonly tenant: Tenant;
  /** Null while the project is not live and the mode is. */
  readonly settings: ProjectMode | null;
}

export interface Projects {
  readonly all: readonly Project[];
  /** Null for an account without projects, and on pages that are about none. */
  readonly current: CurrentProject | null;
}

export const ProjectsContext = createContext<Projects | null>(null);

export function useProjectsContext(): Projects {
  const projects = useContext(ProjectsContext);
  if (!projects) throw new Error("useProjectsContext is called outside of the shell");
  return projects;
}

/** On pages about a project, which the shell shows only when there is one. */
export function useProject(): CurrentProject {
  const { current } = useProjectsContext();
  if (!current) throw new Error("useProject is called where there is no project");
  return current;
}
