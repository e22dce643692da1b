/** The frame with the page in it, for the project that the address names or that was looked at last. */
import type { Project } from "@dream-api/contract";
import { Link, Outlet, useMatches, useSearch } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { type ReactNode, useEffect, useMemo } from "react";
import { keep, readKept } from "../../kept.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { type CurrentProject, ProjectsContext } from "../project-context.ts";
import { ModeBanner } from "./mode-banner.tsx";
import { NotLiveYet } from "./not-live-yet.tsx";
import { PhoneBar } from "./phone-bar.tsx";
import { Sidebar } from "./sidebar.tsx";

/** About the account, or about no project yet. */
const pagesWithoutProject = ["/account", "/projects/new", "/connect/callback"];
/** How a project gets live. */
const pagesBeforeLive = ["/go-live"];

export function ShellFrame({ projects }: { projects: readonly Project[] }) {
  const { project: wanted, mode = "test" } = useSearch({ from: "/shell" });
  // Of the page that is shown: the location is already that of the next one while it is being loaded.
  const pathname = useMatches({ select: (matches) => matches.at(-1)?.pathname ?? "" });
  const project = findProject(projects, wanted);
  const current = useMemo<CurrentProject | null>(
    () => project && { project, mode, tenant: { projectId: project.id, mode }, settings: project.modes[mode] },
    [project, mode],
  );
  useEffect(() => {
    if (project) keep("project", project.id);
  }, [project]);
  const needsProject = !pagesWithoutProject.includes(pathname);
  const value = useMemo(() => ({ all: projects, current }), [projects, current]);
  return (
    <ProjectsContext value={value}>
      <a
        href="#content"
        className="fixed top-2 left-2 z-60 -translate-y-20 rounded-lg bg-solid px-4 py-2 text-on-solid focus:translate-y-0"
      >
        Skip to the content
      </a>
      <div className="lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)]">
        <aside aria-label="Sidebar" className="border-r bg-surface max-lg:hidden">
          <div className="sticky top-0 h-dvh">
            <Sidebar />
          </div>
        </aside>
        <div className="flex min-h-dvh min-w-0 flex-col">
          <PhoneBar />
          {current && needsProject && <ModeBanner />}
          <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-4 py-6 outline-none sm:px-6 lg:px-10 lg:py-8">
            {pageFor({ pathname, projects, current, needsProject })}
          </main>
        </div>
      </div>
    </ProjectsContext>
  );
}

interface Surroundings {
  readonly pathname: string;
  readonly projects: readonly Project[];
  readonly current: CurrentProject | null;
  readonly needsProject: boolean;
}

function pageFor({ pathname, projects, current, needsProject }: Surroundings): ReactNode {
  if (!needsProject) return <Outlet />;
  // The dashboard of an account without projects is where the first is made.
  if (!current) return projects.length === 0 && pathname === "/dashboard" ? <Outlet /> : <NoSuchProject />;
  if (!current.settings && !pagesBeforeLive.includes(pathname)) return <NotLiveYet />;
  return <Outlet key={`${current.project.id} ${current.mode}`} />;
}

function NoSuchProject() {
  return (
    <EmptyState
      isPage
      icon={SearchX}
      title="This project is not in your account"
      action={
        <Button asChild>
          <Link to="/dashboard" search={{ project: undefined, mode: undefined }}>
            To your projects
          </Link>
        </Button>
      }
    >
      It was deleted, or it belongs to somebody else. Ask whoever gave you the link.
    </EmptyState>
  );
}

/** Undefined is what was looked at last; a project that is named and not there is never replaced by another. */
function findProject(projects: readonly Project[], wanted: string | undefined): Project | null {
  if (wanted !== undefined) return projects.find(({ id }) => id === wanted) ?? null;
  const last = readKept("project");
  return projects.find(({ id }) => id === last) ?? projects[0] ?? null;
}
