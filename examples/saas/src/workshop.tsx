/** Where names are made: each one is a use, and who has none left is shown the plans. */
import { Gate, useUsage } from "dream-api/react";
import { useState } from "react";
import { Meter } from "./meter.tsx";
import { newName } from "./new-name.ts";

export function Workshop({ onSpent }: { readonly onSpent: () => void }) {
  const { usage, track } = useUsage();
  const [names, setNames] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState("");

  async function makeName() {
    const use = await track();
    if (use.reason === "tier_limit_reached") return onSpent();
    if (!use.allowed) throw use.error;
    setNames([...new Set([newName(), ...names])].slice(0, 8));
  }

  return (
    <section className="workshop" aria-label="Workshop">
      <button type="button" className="large" onClick={() => makeName().then(() => setProblem(""), tell(setProblem))}>
        Give me a name
      </button>
      <p role="alert">{problem}</p>
      <ol aria-live="polite">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ol>
      {usage && <Meter usage={usage} />}
      <Gate plan={["pro", "enterprise"]} fallback={<p className="hint">Saving lists comes with Pro.</p>}>
        <a download="names.txt" href={`data:text/plain,${encodeURIComponent(names.join("\n"))}`}>
          Save this list
        </a>
      </Gate>
    </section>
  );
}

const tell = (show: (problem: string) => void) => (error: Error) => show(error.message);
