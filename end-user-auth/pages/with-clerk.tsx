/** Clerk for what stands inside: the mode's app, in the project's colours and words. */
import { ClerkProvider, useClerk } from "@clerk/react";
import type { SignInClerk, SignInProject } from "@dream-api/contract";
import { type ReactNode, useMemo } from "react";
import { go } from "./address.ts";
import { clerkLook } from "./clerk-look.ts";
import { clerkWords } from "./clerk-words.ts";
import { lookOf, useColourScheme, useReducedMotion } from "./look.ts";
import { PageProblem } from "./pages-api.ts";
import { ProblemScreen } from "./problem-screen.tsx";

interface WithClerkProps {
  readonly clerk: SignInClerk;
  /** Null where the account itself is signed in to. */
  readonly project: SignInProject | null;
  /** Ours, with the query that they need. */
  readonly paths: {
    readonly signIn: string;
    readonly signUp: string;
    readonly afterSignOut: string;
    /** Where signing in and up lead; the sign-in's own unless given. */
    readonly afterwards?: string;
  };
  readonly children: ReactNode;
}

export function WithClerk({ clerk, project, paths, children }: WithClerkProps) {
  const scheme = useColourScheme();
  const hasReducedMotion = useReducedMotion();
  const colour = project?.colour ?? null;
  const name = project?.name ?? "your account";
  const appearance = useMemo(
    () => clerkLook(lookOf(colour, scheme), hasReducedMotion),
    [colour, scheme, hasReducedMotion],
  );
  const localization = useMemo(() => clerkWords(name), [name]);
  return (
    <ClerkProvider
      publishableKey={clerk.publishableKey}
      {...(clerk.proxyUrl === null ? {} : { proxyUrl: clerk.proxyUrl })}
      signInUrl={paths.signIn}
      signUpUrl={paths.signUp}
      signInForceRedirectUrl={paths.afterwards ?? paths.signIn}
      signUpForceRedirectUrl={paths.afterwards ?? paths.signIn}
      afterSignOutUrl={paths.afterSignOut}
      // An address may name where to go afterwards; only our own pages lead on from here.
      allowedRedirectOrigins={[location.origin]}
      routerPush={(to) => go(to)}
      routerReplace={(to) => go(to, "replace")}
      appearance={appearance}
      localization={localization}
      telemetry={false}
    >
      <UnlessFailed>{children}</UnlessFailed>
    </ClerkProvider>
  );
}

/** Clerk's script may not come: then nobody would ever be known to be signed in or out. */
function UnlessFailed({ children }: { children: ReactNode }) {
  const { status } = useClerk();
  return status === "error" ? <ProblemScreen problem={new PageProblem("unreachable", null)} /> : children;
}
