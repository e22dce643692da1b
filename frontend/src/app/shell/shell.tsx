/**
 * Around every page of the dashboard. Lets in who is signed in and has the account made at the first visit; finds the
 * project that the address names and refuses one that is not theirs.
 */
import { useAuth } from "@clerk/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { useLocation, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
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
  const { isLoaded, userId } = useAuth();
  if (!isLoaded) return <ShellSkeleton />;
  if (!userId) return <ToSignIn />;
  return (
    <QueryClientProvider client={queryClient}>
      <ApiProvider>
        <SessionGuard>
          <Account userId={userId} />
        </SessionGuard>
        <Toasts />
      </ApiProvider>
    </QueryClientProvider>
  );
}

function ToSignIn() {
  const { href } = useLocation();
  // The first one: it changes while the page is being left.
  const [wanted] = useState(href);
  const router = useRouter();
  useEffect(() => {
    // An invitation's ticket is for signing up, which comes back here with what the link carries.
    const page = wanted.includes("__clerk_ticket") ? "/sign-up" : "/sign-in";
    const { search } = new URL(wanted, location.origin);
    const query = new URLSearchParams(page === "/sign-up" ? search : {});
    query.set("redirect_url", wanted);
    router.history.replace(`${page}?${query}`);
  }, [wanted, router]);
  return <ShellSkeleton />;
}

function Account({ userId }: { userId: string }) {
  const { claim } = useSearch({ from: "/shell" });
  const me = useMe(userId, claim);
  const projects = useProjects({ isEnabled: me.isSuccess });
  const failed = [me, projects].find(({ error, data }) => error && !data);
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
