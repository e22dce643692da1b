import type { KeyWithSecret, Mode } from "@dream-api/contract";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SecretOnce } from "./secret-once.tsx";

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
        <SecretOnce secretKey={pair.secretKey} mode={mode} />
      ) : (
        <Callout tone="warning" title="The secret was in an answer that did not reach you">
          The pair is made, but its secret is told only once. Rotate the pair to get a new one.
        </Callout>
      )}
    </Dialog>
  );
}
