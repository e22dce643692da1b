/** Asks before something that can't be taken back, and stays open to say why it did not work. */
import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog, DialogClose } from "./dialog.tsx";
import { ErrorNote } from "./error-note.tsx";
import { Field, Input } from "./field.tsx";

export interface ConfirmDialogProps {
  trigger: ReactNode;
  title: string;
  /** What will happen, in plain words. */
  children: ReactNode;
  /** The verb, as `Revoke the pair`. */
  action: string;
  /** Must be typed first, for what is gravest. */
  phrase?: string;
  isDangerous?: boolean;
  isBusy: boolean;
  error: unknown;
  /** Resolves when it is done; then the dialog closes. */
  onConfirm: () => Promise<unknown>;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, title, children, action, phrase, isDangerous = true, isBusy, error, onConfirm } = props;
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const confirm = () =>
    onConfirm().then(
      () => setOpen(false),
      () => {},
    );
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(next) => {
        setOpen(next);
        setTyped("");
      }}
      trigger={trigger}
      title={title}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="outline">Cancel</Button>
          </DialogClose>
          <Button
            variant={isDangerous ? "danger" : "primary"}
            isBusy={isBusy}
            disabled={phrase !== undefined && typed !== phrase}
            onClick={confirm}
          >
            {action}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <div className="text-muted">{children}</div>
        {phrase !== undefined && (
          <Field label={`Type “${phrase}” to go on`}>
            <Input value={typed} onChange={({ target }) => setTyped(target.value)} autoComplete="off" />
          </Field>
        )}
        {error ? <ErrorNote error={error} /> : null}
      </div>
    </Dialog>
  );
}
