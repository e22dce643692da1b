/** Signing out of an app: ends the session here too, then goes back if the app wants so. */
import { useAuth, useClerk } from "@clerk/react";
import { useEffect, useState } from "react";
import { leaveFor } from "./address.ts";
import { Frame } from "./frame.tsx";
import { type PageProblem, readSignOut, type SignOutTarget } from "./pages-api.ts";
import { ProblemScreen, problemOf } from "./problem-screen.tsx";
import { Screen, Waiting } from "./screen.tsx";
import { useLoaded } from "./use-loaded.ts";
import { WithClerk } from "./with-clerk.tsx";

export function SignOutPage() {
  const target = useLoaded(location.search, () => readSignOut(location.search));
  if (target.is === "waiting") return <Waiting />;
  if (target.is === "failed") {
    return (
      <Frame project={null} mode={null}>
        <ProblemScreen problem={target.problem} />
      </Frame>
    );
  }
  const { project, mode, clerk } = target.value;
  const here = `${location.pathname}${location.search}`;
  return (
    <Frame project={project} mode={mode}>
      <WithClerk clerk={clerk} project={project} paths={{ signIn: here, signUp: here, afterSignOut: here }}>
        <SigningOut target={target.value} />
      </WithClerk>
    </Frame>
  );
}

function SigningOut({ target: { project, redirectUrl } }: { target: SignOutTarget }) {
  const { isLoaded, sessionId } = useAuth();
  const clerk = useClerk();
  const [problem, setProblem] = useState<PageProblem | null>(null);

  useEffect(() => {
    if (!isLoaded) return;
    if (sessionId) clerk.signOut().catch((error: unknown) => setProblem(problemOf(error)));
    else if (redirectUrl !== null) leaveFor(redirectUrl);
  }, [isLoaded, sessionId, clerk, redirectUrl]);

  if (problem) return <ProblemScreen problem={problem} />;
  if (!isLoaded || sessionId || redirectUrl !== null) return <Waiting>Signing out…</Waiting>;
  return (
    <Screen title="You are signed out">
      <p>
        Of {project.name}, and of the other apps that you signed in to in this browser: they notice within ten minutes.
      </p>
      <p>You can close this page.</p>
    </Screen>
  );
}
