/** Ends every sign-in of a person. */
import { useAuth } from "@clerk/react";
import type { Mode } from "@dream-api/contract";
import { useState } from "react";
import { type PageProblem, signOutEverywhere } from "../pages-api.ts";
import { ProblemNote, problemOf } from "../problem-screen.tsx";

export function SignOutEverywhere({ mode }: { mode: Mode }) {
  const { getToken } = useAuth();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<PageProblem | null>(null);

  async function press(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await signOutEverywhere(mode, (await getToken()) ?? "");
      // This page's session is over too; a fresh document asks who is there.
      location.reload();
    } catch (error) {
      setBusy(false);
      setProblem(problemOf(error));
    }
  }

  return (
    <section className="card" aria-labelledby="everywhere">
      <h2 id="everywhere">Sign out everywhere</h2>
      <p>
        Ends every sign-in of yours, on all devices and in all apps. An app that is open may take up to ten minutes to
        notice.
      </p>
      {problem ? <ProblemNote problem={problem} /> : null}
      <button type="button" className="danger" disabled={isBusy} onClick={() => void press()}>
        Sign out everywhere
      </button>
    </section>
  );
}
