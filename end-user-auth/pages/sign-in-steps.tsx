/** From one step of a sign-in to the next: Clerk says who is there, our Worker says what comes then. */
import { useAuth, useClerk } from "@clerk/react";
import type { ApproveReply, SignInRequest } from "@dream-api/contract";
import { useEffect, useRef, useState } from "react";
import { go, leaveFor, pathOfRequest, usePageName } from "./address.ts";
import { ClerkForm } from "./clerk-form.tsx";
import { Consent, type Person } from "./consent.tsx";
import { appOf } from "./known-app.ts";
import { approve, type DenyReason, deny, type PageProblem } from "./pages-api.ts";
import { ProblemScreen, problemOf } from "./problem-screen.tsx";
import { Waiting } from "./screen.tsx";

type Step =
  | { readonly at: "waiting" }
  | { readonly at: "sign-in"; readonly isAnew?: boolean }
  | { readonly at: "consent"; readonly person: Person }
  | { readonly at: "leaving" }
  | { readonly at: "failed"; readonly problem: PageProblem };

interface SignInStepsProps {
  readonly request: string;
  readonly signIn: SignInRequest;
}

export function SignInSteps({ request, signIn }: SignInStepsProps) {
  const { project, mode, screen, prompt } = signIn;
  const app = appOf(signIn);
  const { isLoaded, sessionId, getToken } = useAuth();
  const clerk = useClerk();
  const pageName = usePageName();
  const [step, setStep] = useState<Step>({ at: "waiting" });
  const hasLostSession = useRef(false);
  const isSignedOutForApp = useRef(false);

  const fail = (error: unknown) => setStep({ at: "failed", problem: problemOf(error) });

  function leave(redirectUrl: string): void {
    setStep({ at: "leaving" });
    leaveFor(redirectUrl);
  }

  /** A session that is over, or older than the app allows, makes room for a new one. */
  async function signInAnew(): Promise<void> {
    setStep({ at: "waiting" });
    await clerk.signOut();
  }

  async function follow(reply: ApproveReply): Promise<void> {
    if (reply.next === "redirect") leave(reply.redirectUrl);
    else if (reply.next === "consent") setStep({ at: "consent", person: reply.person });
    else {
      isSignedOutForApp.current = true;
      await signInAnew();
    }
  }

  async function approveAs(consent: boolean): Promise<void> {
    await follow(await approve(request, (await getToken()) ?? "", consent));
  }

  async function goOn(): Promise<void> {
    try {
      await approveAs(false);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code !== "unauthorized" || hasLostSession.current) throw problem;
      hasLostSession.current = true;
      await signInAnew();
    }
  }

  async function refuse(reason: DenyReason): Promise<void> {
    leave((await deny(request, reason)).redirectUrl);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: who is signed in decides, and nothing else asks again.
  useEffect(() => {
    if (!isLoaded) return;
    if (sessionId) goOn().catch(fail);
    else if (prompt === "none") refuse("login_required").catch(fail);
    else setStep({ at: "sign-in", isAnew: isSignedOutForApp.current });
  }, [isLoaded, sessionId]);

  // The address says what is shown, so that a reload shows it again.
  useEffect(() => {
    if (step.at === "consent") go(pathOfRequest("consent", request), "replace");
    if (step.at === "sign-in" && pageName === "consent") go(pathOfRequest(screen, request), "replace");
  }, [step.at, pageName, request, screen]);

  if (step.at === "failed") return <ProblemScreen problem={step.problem} app={app} />;
  if (step.at === "leaving") return <Waiting>Going back to {project.name}…</Waiting>;
  if (step.at === "waiting" || !isLoaded) return <Waiting />;
  if (step.at === "consent") {
    return (
      <Consent
        app={app}
        mode={mode}
        person={step.person}
        onAllow={() => approveAs(true)}
        onDeny={() => refuse("access_denied")}
        onOtherPerson={signInAnew}
      />
    );
  }
  return (
    <>
      {step.isAnew ? (
        <p className="told" role="status">
          {project.name} asks you to sign in again. You were signed out of every app that uses this sign-in in this
          browser.
        </p>
      ) : null}
      <ClerkForm
        name={project.name}
        isNew={pageName === "sign-up"}
        onCancel={() => refuse("access_denied").catch(fail)}
      />
    </>
  );
}
