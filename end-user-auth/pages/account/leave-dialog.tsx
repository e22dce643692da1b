/** Says what leaving an app does before it is done. */
import type { MembershipView } from "@dream-api/contract";
import { useEffect, useRef, useState } from "react";
import type { PageProblem } from "../pages-api.ts";
import { ProblemNote, problemOf } from "../problem-screen.tsx";

interface LeaveDialogProps {
  readonly membership: MembershipView;
  /** Ends the dialog, or throws a problem. */
  readonly onLeave: () => Promise<void>;
  readonly onStay: () => void;
}

export function LeaveDialog({ membership: { project, hasSubscription }, onLeave, onStay }: LeaveDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<PageProblem | null>(null);
  useEffect(() => dialog.current?.showModal(), []);

  const pay = hasSubscription || problem?.code === "live_subscription_exists";
  function press(): void {
    setBusy(true);
    onLeave().catch((error: unknown) => {
      setBusy(false);
      setProblem(problemOf(error));
    });
  }
  return (
    <dialog ref={dialog} aria-labelledby="leave" onClose={onStay}>
      <h2 id="leave">{pay ? `You still have a subscription at ${project.name}` : `Leave ${project.name}?`}</h2>
      {pay ? (
        <p role={problem ? "alert" : undefined}>
          It goes on until you cancel it in {project.name}. Once it has ended, you can leave here.
        </p>
      ) : (
        <WhatItDoes name={project.name} />
      )}
      {problem && !pay ? <ProblemNote problem={problem} /> : null}
      <div className="choices">
        {pay ? null : (
          <button type="button" className="danger" disabled={isBusy} onClick={press}>
            Leave
          </button>
        )}
        <button type="button" disabled={isBusy} onClick={() => dialog.current?.close()}>
          {pay ? "Close" : "Stay"}
        </button>
      </div>
    </dialog>
  );
}

function WhatItDoes({ name }: { name: string }) {
  return (
    <ul>
      <li>You are signed out of {name} on every device.</li>
      <li>{name} no longer gets your name and email address. What it counted and sold, it keeps without them.</li>
      <li>If you come back, you are asked again and begin as somebody new: nothing of now is there then.</li>
    </ul>
  );
}
