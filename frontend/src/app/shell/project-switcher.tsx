/** Which project the pages are about, and the way to another one. */
import { Link, useNavigate } from "@tanstack/react-router";
import { Check, ChevronsUpDown, Plus, Store, Waves } from "lucide-react";
import { keep } from "../../kept.ts";
import { cn } from "../../ui/class-names.ts";
import {
  Menu,
  MenuItem,
  MenuItemIndicator,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from "../../ui/menu.tsx";
import { useProjectsContext } from "../project-context.ts";

export function ProjectSwitcher() {
  const { all, current } = useProjectsContext();
  const navigate = useNavigate();
  const choose = (project: string) => {
    keep("project", project);
    // In the mode that stands, if the other project has it.
    const isLive = current?.mode === "live" && all.some(({ id, modes }) => id === project && modes.live !== null);
    void navigate({ to: "/dashboard", search: { project, mode: isLive ? "live" : undefined } });
  };
  return (
    <Menu
      align="start"
      className="w-(--radix-dropdown-menu-trigger-width) min-w-60"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-lg border bg-surface px-2.5 py-2 text-left transition-colors hover:bg-hover"
        >
          <ProjectMark type={current?.project.type} />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{current?.project.name ?? "No project yet"}</span>
            <span className="block text-muted text-xs">
              {current ? kindOf(current.project.type) : "Make your first"}
            </span>
          </span>
          <ChevronsUpDown className="size-4 shrink-0 text-muted" aria-hidden />
          <span className="sr-only">Switch project</span>
        </button>
      }
    >
      {all.length > 0 && <MenuLabel>Projects</MenuLabel>}
      <MenuRadioGroup value={current?.project.id ?? ""} onValueChange={choose}>
        {all.map(({ id, name, type, modes }) => (
          <MenuRadioItem key={id} value={id}>
            <ProjectMark type={type} />
            <span className="min-w-0 flex-1 truncate">{name}</span>
            {modes.live && <span className="text-live text-xs">live</span>}
            <MenuItemIndicator>
              <Check className="text-accent" aria-hidden />
            </MenuItemIndicator>
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      {all.length > 0 && <MenuSeparator />}
      <MenuItem asChild>
        <Link to="/projects/new">
          <Plus aria-hidden /> New project
        </Link>
      </MenuItem>
    </Menu>
  );
}

function ProjectMark({ type }: { type: "saas" | "store" | undefined }) {
  const Icon = type === "store" ? Store : type === "saas" ? Waves : Plus;
  return (
    <span
      className={cn(
        "grid size-7 shrink-0 place-items-center rounded-md bg-accent-soft text-accent",
        type === undefined && "bg-hover text-muted",
      )}
    >
      <Icon className="size-4" aria-hidden />
    </span>
  );
}

function kindOf(type: "saas" | "store"): string {
  return type === "saas" ? "SaaS with tiers" : "Store with products";
}
