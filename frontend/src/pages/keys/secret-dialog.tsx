import type { KeyWithSecret, Mode } from "@dream-api/contract";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CodeBlock } from "../../ui/code-block.tsx";
import { Dialog } from "../../ui/dialog.tsx";

export interface SecretDialogProps {
  /** Null while there is nothing to show. */
  pair: KeyWithSecret | null;
  mode: Mode;
  onClose(): void;
}

/** A secret, this once: it can't be clicked away by accident. */
export function SecretDialog({ pair, mode, onClose }: SecretDialogProps) {
  return (
    <Dialog
      isOpen={pair !== null}
      title={`The secret key of ${pair?.label}`}
      isSticky
      footer={<Button onClick={onClose}>I have kept it</Button>}
    >
      {pair?.secretKey ? (
        <div className="grid gap-4">
          <Callout tone="warning" title="This is the only time you see it">
            We keep a fingerprint, not the key. Put it where your {mode} server reads its secrets, now. Lost means:
            rotate.
          </Callout>
          <CodeBlock code={pair.secretKey} copyLabel="Copy the secret key" />
        </div>
      ) : (
        <Callout tone="warning" title="The secret was in an answer that did not reach you">
          The pair is made, but its secret is told only once. Rotate the pair to get a new one.
        </Callout>
      )}
    </Dialog>
  );
}
