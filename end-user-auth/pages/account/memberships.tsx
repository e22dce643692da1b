/** The apps that know a person, and leaving them. */
import { useAuth } from "@clerk/react";
import type { MembershipView, Mode } from "@dream-api/contract";
import { useEffect, useRef, useState } from "react";
import { ProjectMark } from "../frame.tsx";
import { leave, listMemberships } from "../pages-api.ts";
import { ProblemNote } from "../problem-screen.tsx";
import { Waiting } from "../screen.tsx";
import { useLoaded } from "../use-loaded.ts";
import { LeaveDialog } from "./leave-dialog.tsx";

const dates = new Intl.DateTimeFormat("en", { dateStyle: "long" });

export function Memberships({ mode }: { mode: Mode }) {
  const { getToken } = useAuth();
  const heading = useRef<HTMLHeadingElement>(null);
  const [left, setLeft] = useState<readonly MembershipView[]>([]);
  const [leaving, setLeaving] = useState<MembershipView | null>(null);
  const memberships = useLoaded(mode, async () => listMemberships(mode, (await getToken()) ?? ""));

  async function leaveProject(membership: MembershipView): Promise<void> {
    await leave(mode, membership.projectId, (await getToken()) ?? "");
    setLeft((before) => [...before, membership]);
    setLeaving(null);
  }

  // The button that had the focus is gone, and so is the dialog that let nothing else have it.
  useEffect(() => {
    if (left.length > 0) heading.current?.focus();
  }, [left]);

  const all = memberships.is === "there" ? memberships.value.data : [];
  const shown = all.filter(({ projectId }) => !left.some((gone) => gone.projectId === projectId));
  return (
    <section className="card" aria-labelledby="apps">
      <h2 id="apps" ref={heading} tabIndex={-1}>
        Apps that know you
      </h2>
      <p role="status" className="said">
        {left.length > 0 ? `You have left ${left.at(-1)?.project.name}.` : null}
      </p>
      {memberships.is === "waiting" ? <Waiting /> : null}
      {memberships.is === "failed" ? <ProblemNote problem={memberships.problem} /> : null}
      {memberships.is === "there" && shown.length === 0 ? (
        <p>No app knows you{left.length > 0 ? " any more" : " yet"}.</p>
      ) : null}
      <ul className="apps">
        {shown.map((membership) => (
          <Membership key={membership.projectId} membership={membership} onLeave={() => setLeaving(membership)} />
        ))}
      </ul>
      {leaving ? (
        <LeaveDialog membership={leaving} onLeave={() => leaveProject(leaving)} onStay={() => setLeaving(null)} />
      ) : null}
    </section>
  );
}

interface MembershipProps {
  readonly membership: MembershipView;
  readonly onLeave: () => void;
}

function Membership({ membership: { project, since, hasSubscription }, onLeave }: MembershipProps) {
  return (
    <li>
      <ProjectMark project={project} />
      <div>
        <strong>{project.name}</strong>
        <p className="muted">
          Since {dates.format(new Date(since))}
          {hasSubscription ? ", with a subscription" : null}
        </p>
      </div>
      <button type="button" aria-label={`Leave ${project.name}`} onClick={onLeave}>
        Leave
      </button>
    </li>
  );
}
