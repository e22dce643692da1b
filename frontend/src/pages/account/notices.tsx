import type { NoticeView } from "@dream-api/contract";
import { Link } from "@tanstack/react-router";
import { BellOff } from "lucide-react";
import { useProjectsContext } from "../../app/project-context.ts";
import { formatRelative } from "../../format/dates.ts";
import { useDismissNotice, useNotices } from "../../queries/account.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card, CardBody, CardHeader } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { textOf } from "./notice-texts.ts";

export function Notices() {
  const notices = useNotices();
  if (notices.error && !notices.items) return <ErrorNote error={notices.error} onRetry={() => notices.refetch()} />;
  if (!notices.items) return <Skeleton className="h-32 rounded-xl" />;
  if (notices.items.length === 0) {
    return (
      <EmptyState icon={BellOff} title="Nothing to tell">
        When something needs you, as a payment of your plan or a lost connection to Stripe, it stands here.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-4">
      <ul className="grid gap-4">
        {notices.items.map((notice) => (
          <li key={notice.id}>
            <NoticeCard notice={notice} />
          </li>
        ))}
      </ul>
      <MoreButton pages={notices} label="Show older" />
    </div>
  );
}

function NoticeCard({ notice }: { notice: NoticeView }) {
  const { all } = useProjectsContext();
  const dismiss = useDismissNotice();
  const { title, remedy, to } = textOf(notice);
  const project = all.find(({ id }) => id === notice.projectId);
  return (
    <Card>
      <CardHeader
        title={title}
        description={remedy}
        actions={
          <Button
            variant="outline"
            size="small"
            isBusy={dismiss.isPending}
            onClick={() => dismiss.mutate({ params: { id: String(notice.id) }, body: {} })}
          >
            Dismiss
          </Button>
        }
      />
      <CardBody className="grid gap-3">
        <div className="flex flex-wrap items-center gap-2 text-muted text-xs">
          {project && <Badge>{project.name}</Badge>}
          {notice.mode && <Badge tone={notice.mode === "live" ? "good" : "warning"}>{notice.mode}</Badge>}
          <time dateTime={notice.createdAt}>{formatRelative(notice.createdAt, Date.now())}</time>
          {to && (
            <Link
              to={to}
              search={{ project: project?.id, mode: notice.mode ?? undefined } as never}
              className="text-accent underline-offset-4 hover:underline"
            >
              Go there
            </Link>
          )}
        </div>
        {dismiss.error && <ErrorNote error={dismiss.error} />}
      </CardBody>
    </Card>
  );
}
