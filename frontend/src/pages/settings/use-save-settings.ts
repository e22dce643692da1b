import type { ProjectChanges } from "@dream-api/contract";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { useProject } from "../../app/project-context.ts";
import { useChangeProject } from "../../queries/projects.ts";
import { showServerIssues } from "../../ui/show-server-issues.ts";
import { toast } from "../../ui/toast.ts";

export interface Saving {
  readonly isPending: boolean;
  /** What stands under no field of the form. */
  readonly error: unknown;
}

/** Saves some settings of the project in the mode that is looked at; what is wrong goes under its fields. */
export function useSaveSettings() {
  const { project, mode } = useProject();
  const change = useChangeProject(project.id);
  function save<Values extends FieldValues>(changes: Omit<ProjectChanges, "mode">, form?: UseFormReturn<Values>): void {
    change.mutate(
      { params: { id: project.id }, body: { ...changes, mode } },
      {
        onSuccess: ({ pending }) =>
          toast.success(pending ? "Saved. It acts within a minute." : "Saved. It acts from the next call on."),
        onError: (error) => form && showServerIssues(form, error),
      },
    );
  }
  return { save, isPending: change.isPending, error: change.error };
}
