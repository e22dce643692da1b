/** Over every page of a project, and never out of sight: which mode this is and what that means. */
import { cn } from "../../ui/class-names.ts";
import { modeLooks } from "../../ui/mode-look.ts";
import { useProject } from "../project-context.ts";

export function ModeBanner() {
  const { mode, project } = useProject();
  const { icon: Icon, label, says, banner } = modeLooks[mode];
  return (
    <aside
      aria-label="Mode of this page"
      className={cn("sticky top-0 z-30 flex items-center gap-2 border-b px-4 py-1.5 text-[13px] sm:px-6", banner)}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      <p className="truncate">
        <strong className="font-semibold uppercase tracking-wide">{label} mode</strong>
        <span> · {project.name}</span>
        <span className="max-md:hidden"> · {says}</span>
      </p>
    </aside>
  );
}
