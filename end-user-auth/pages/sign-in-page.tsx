/** Signing in or up for an app, and saying yes to it: everything with a `request` in its address. */
import { pathOfRequest } from "./address.ts";
import { Frame } from "./frame.tsx";
import { appOf, recallApp, rememberApp } from "./known-app.ts";
import { readSignIn } from "./pages-api.ts";
import { ProblemScreen } from "./problem-screen.tsx";
import { Waiting } from "./screen.tsx";
import { SignInSteps } from "./sign-in-steps.tsx";
import { useLoaded } from "./use-loaded.ts";
import { WithClerk } from "./with-clerk.tsx";

export function SignInPage({ request }: { request: string }) {
  const signIn = useLoaded(request, async () => {
    const waiting = await readSignIn(request);
    rememberApp(request, appOf(waiting));
    return waiting;
  });
  if (signIn.is === "waiting") return <Waiting />;
  if (signIn.is === "failed") {
    return (
      <Frame project={null} mode={null}>
        <ProblemScreen problem={signIn.problem} app={recallApp(request)} />
      </Frame>
    );
  }
  const { project, mode, clerk } = signIn.value;
  const path = pathOfRequest("sign-in", request);
  const paths = { signIn: path, signUp: pathOfRequest("sign-up", request), afterSignOut: path };
  return (
    <Frame project={project} mode={mode}>
      <WithClerk clerk={clerk} project={project} paths={paths}>
        <SignInSteps request={request} signIn={signIn.value} />
      </WithClerk>
    </Frame>
  );
}
