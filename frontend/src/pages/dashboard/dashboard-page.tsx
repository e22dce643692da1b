/** The first page: for an account without projects where one is made, else how the project is doing. */
import { lazy, Suspense } from "react";
import { useProjectsContext } from "../../app/project-context.ts";
import { Skeleton } from "../../ui/skeleton.tsx";

const NewProjectPage = lazy(async () => ({
  default: (await import("../new-project/new-project-page.tsx")).NewProjectPage,
}));
const OverviewPage = lazy(async () => ({ default: (await import("../overview/overview-page.tsx")).OverviewPage }));

export function DashboardPage() {
  const { current } = useProjectsContext();
  return (
    <Suspense fallback={<Skeleton className="h-96" />}>{current ? <OverviewPage /> : <NewProjectPage />}</Suspense>
  );
}
