/**
 * Around every page of the dashboard. Lets in who is signed in and has the account made at the first visit; finds the
 * project that the address names and refuses one that is not theirs.
 */
import { useAuth } from "@clerk/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { Navigate, useLocation, useSearch } from "@tanstack/react-router";
import { ApiProvider } from "../../api/api-provider.tsx";
import { createQueryClient } from "../../api/query-client.ts";
import { useMe } from "../../queries/account.ts";
import { useProjects } from "../../queries/projects.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Toasts } from "../../ui/toasts.tsx";
import { SessionGuard } from "../session-guard.tsx";
import { ShellFrame } from "./shell-frame.tsx";
import { ShellSkeleton } from "./shell-skeleton.tsx";

/** Outlives the frame, so that a visit to the landing page forgets nothing. */
const queryClient = createQueryClient();

export function Shell() {
  const { isLoaded, isSignedIn } = useAuth();
  const { href, searchStr } = useLocation();
  if (!isLoaded) return <ShellSkeleton />;
  if (!isSignedIn) {
    // An invitation's ticket is for signing up, which then comes back here with what it carries.
    const isInvited = searchStr.includes("__clerk_ticket");
    return isInvited ? (
      <Navigate to="/sign-up" search={true} replace />
    ) : (
      <Navigate to="/sign-in" search={{ redirect_url: href } as never} replace />
    );
  }
  return (
    <QueryClientProvider client={queryClient}>
      <ApiProvider>
        <SessionGuard>
          <Account />
        </SessionGuard>
        <Toasts />
      </ApiProvider>
    </QueryClientProvider>
  );
}

function Account() {
  const { claim } = useSearch({ from: "/shell" });
  const me = useMe(claim);
  const projects = useProjects({ isEnabled: me.isSuccess });
  const failed = [me, projects].find(({ error }) => error);
  if (failed) {
    return (
      <main className="mx-auto grid min-h-dvh max-w-xl content-center p-6">
        <ErrorNote error={failed.error} onRetry={() => failed.refetch()} isRetrying={failed.isFetching} />
      </main>
    );
  }
  if (!projects.data) return <ShellSkeleton />;
  return <ShellFrame projects={projects.data.data} />;
}
