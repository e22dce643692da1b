/** Two live figures: what the API says of itself now, and how long it took to say it to this browser. */
import type { Health } from "@dream-api/contract";
import { useEffect, useState } from "react";
import { config } from "../../config.ts";
import { cn } from "../../ui/class-names.ts";

interface Measurement {
  readonly isUp: boolean;
  readonly milliseconds: number;
}

/** The first opens the connection; the fastest of the others is the API's own time. */
const tries = 4;

export function LiveAnswer() {
  const [measured, setMeasured] = useState<Measurement | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    measure(abort.signal).then(setMeasured, () => setMeasured({ isUp: false, milliseconds: 0 }));
    return () => abort.abort();
  }, []);
  return (
    <p
      role="status"
      className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 rounded-xl border bg-surface px-4 py-2.5 text-muted text-[13px]"
    >
      <span
        aria-hidden
        className={cn("size-2 rounded-full bg-line-strong", measured && (measured.isUp ? "bg-live" : "bg-danger"))}
      />
      {!measured && <span>Asking the API how it is…</span>}
      {measured && !measured.isUp && <span>The API does not answer this browser right now.</span>}
      {measured?.isUp && (
        <span>
          <code className="font-mono text-ink">GET /health</code> answered you in{" "}
          <strong className="figures font-semibold text-ink">{measured.milliseconds} ms</strong>
        </span>
      )}
    </p>
  );
}

async function measure(signal: AbortSignal): Promise<Measurement> {
  const times: number[] = [];
  let isUp = true;
  for (let round = 0; round < tries; round++) {
    const startedAt = performance.now();
    const response = await fetch(`${config.apiUrl}/health`, { signal, cache: "no-store" });
    const health = (await response.json()) as Health;
    times.push(performance.now() - startedAt);
    isUp = isUp && health.status === "ok";
  }
  return { isUp, milliseconds: Math.max(1, Math.round(Math.min(...times.slice(1)))) };
}
