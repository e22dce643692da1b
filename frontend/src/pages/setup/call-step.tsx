/** A call to paste, and a panel that turns green when it arrives. */
import type { Live } from "@dream-api/contract";
import { useProject } from "../../app/project-context.ts";
import { config } from "../../config.ts";
import { formatRelative } from "../../format/dates.ts";
import { formatCount } from "../../format/numbers.ts";
import { useFreshSecret } from "../../keys/fresh-secret.ts";
import { SnippetTabs } from "../../snippets/snippet-tabs.tsx";
import { usageSnippets } from "../../snippets/snippets.ts";
import { Arrival } from "./arrival.tsx";

export function CallStep({ live }: { live: Live | undefined }) {
  const { project } = useProject();
  const secret = useFreshSecret(project.id, "test");
  const publishableKey = secret?.publishableKey ?? project.modes.test.keys[0]?.publishableKey ?? "pk_test_…";
  const snippets = usageSnippets({ apiUrl: config.apiUrl, publishableKey, secretKey: secret?.secretKey ?? null });
  const call = live?.lastCall;
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-muted">
        Count one use for a customer called <code className="font-mono text-ink">alice</code>. She need not exist:
        customers come with their first call.
      </p>
      <SnippetTabs snippets={snippets} />
      <Arrival awaited="your first call" title="Your first call arrived">
        {call && (
          <>
            <code className="font-mono">{call.userId}</code> on {call.plan},{" "}
            {formatRelative(call.at, Date.parse(live.at))}. {formatCount(live.today)}{" "}
            {live.today === 1 ? "use" : "uses"} counted today.
          </>
        )}
      </Arrival>
    </div>
  );
}
