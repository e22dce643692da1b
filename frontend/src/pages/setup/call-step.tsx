/** A call to paste, and a panel that turns green when it arrives. */
import type { Live } from "@dream-api/contract";
import { CircleCheck, LoaderCircle } from "lucide-react";
import { useProject } from "../../app/project-context.ts";
import { config } from "../../config.ts";
import { formatRelative } from "../../format/dates.ts";
import { formatCount } from "../../format/numbers.ts";
import { useFreshSecret } from "../../keys/fresh-secret.ts";
import { SnippetTabs } from "../../snippets/snippet-tabs.tsx";
import { usageSnippets } from "../../snippets/snippets.ts";
import { cn } from "../../ui/class-names.ts";

export function CallStep({ live }: { live: Live | undefined }) {
  const { project } = useProject();
  const secret = useFreshSecret(project.id, "test");
  const publishableKey = secret?.publishableKey ?? project.modes.test.keys[0]?.publishableKey ?? "pk_test_…";
  const snippets = usageSnippets({ apiUrl: config.apiUrl, publishableKey, secretKey: secret?.secretKey ?? null });
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-muted">
        Count one use for a customer called <code className="font-mono text-ink">alice</code>. She need not exist:
        customers come with their first call.
      </p>
      <SnippetTabs snippets={snippets} />
      <Arrival live={live} />
    </div>
  );
}

function Arrival({ live }: { live: Live | undefined }) {
  const call = live?.lastCall;
  return (
    <div
      role="status"
      className={cn(
        "flex items-center gap-3 rounded-xl border border-dashed p-4 transition-colors duration-500",
        call && "border-live border-solid bg-live-soft",
      )}
    >
      {call ? (
        <>
          <CircleCheck className="size-6 shrink-0 text-live" aria-hidden />
          <div>
            <p className="font-semibold text-live">Your first call arrived</p>
            <p>
              <code className="font-mono">{call.userId}</code> on {call.plan},{" "}
              {formatRelative(call.at, Date.parse(live.at))}. {formatCount(live.today)}{" "}
              {live.today === 1 ? "use" : "uses"} counted today.
            </p>
          </div>
        </>
      ) : (
        <>
          <LoaderCircle className="size-5 shrink-0 animate-spin text-muted" aria-hidden />
          <p className="text-muted">Waiting for your first call. This turns green by itself.</p>
        </>
      )}
    </div>
  );
}
