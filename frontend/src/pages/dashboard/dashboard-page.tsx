/**
 * The first page. For an account without projects it is where one is made, for a project without customers and sales
 * how to get to the first, else how the project is doing.
 */
import type { Project } from "@dream-api/contract";
import { lazy, Suspense, useState } from "react";
import { useProjectsContext } from "../../app/project-context.ts";
import { keep, readKept } from "../../kept.ts";
import { Skeleton } from "../../ui/skeleton.tsx";

const NewProject = lazy(async () => ({
  default: (await import("../new-project/new-project-page.tsx")).NewProjectPage,
}));
const Setup = lazy(async () => ({ default: (await import("../setup/setup-page.tsx")).SetupPage }));
const Overview = lazy(async () => ({ default: (await import("../overview/overview-page.tsx")).OverviewPage }));

export function DashboardPage() {
  const { current } = useProjectsContext();
  return (
    <Suspense fallback={<Skeleton className="h-96" />}>
      {current ? <OfProject key={current.project.id} project={current.project} mode={current.mode} /> : <NewProject />}
    </Suspense>
  );
}

function OfProject({ project, mode }: { project: Project; mode: "test" | "live" }) {
  // Decided when the page is opened: the first call shall not take the page away from who watches for it.
  const [isNew, setNew] = useState(() => mode === "test" && isBeingSetUp(project));
  const leave = () => {
    keep(leftName(project), "yes");
    setNew(false);
  };
  return isNew ? <Setup onLeave={leave} /> : <Overview />;
}

function isBeingSetUp(project: Project): boolean {
  const { live, test } = project.modes;
  return live === null && test.customers === 0 && !test.hasSold && readKept(leftName(project)) === null;
}

const leftName = ({ id }: Project) => `setup.${id}.left` as const;
