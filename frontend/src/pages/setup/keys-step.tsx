/** The pair of keys: the publishable one at any time, the secret once. */
import { Link } from "@tanstack/react-router";
import { useProject } from "../../app/project-context.ts";
import { useFreshSecret } from "../../keys/fresh-secret.ts";
import { KeyLine } from "../../keys/key-line.tsx";
import { SecretOnce } from "../../keys/secret-once.tsx";
import { Callout } from "../../ui/callout.tsx";

export function KeysStep({ onCopied }: { onCopied: () => void }) {
  const { project } = useProject();
  const secret = useFreshSecret(project.id, "test");
  const [pair] = project.modes.test.keys.filter(({ status }) => status === "active");
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-muted">
        One pair for everything. The publishable key may be seen by everybody; the secret acts as you and stays on your
        server.
      </p>
      {secret && <SecretOnce secretKey={secret.secretKey} mode="test" onCopied={onCopied} />}
      {pair && <KeyLine label="Publishable key" value={pair.publishableKey} />}
      {!secret && (
        <Callout title={pair ? `Your secret ends in …${pair.secretHints.at(-1)?.hint.slice(-4)}` : "No key is active"}>
          It was shown when it was made. Lost it?{" "}
          <Link to="/credentials" className="font-medium underline underline-offset-2">
            Rotate it or make another pair
          </Link>{" "}
          under Keys.
        </Callout>
      )}
    </div>
  );
}
