import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";

export interface ArchiveButtonProps {
  name: string;
  isBusy: boolean;
  error: unknown;
  onArchive(): Promise<void>;
  /** What it means. */
  children: ReactNode;
}

export function ArchiveButton({ name, isBusy, error, onArchive, children }: ArchiveButtonProps) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" className="text-danger">
          Archive
        </Button>
      }
      title={`Sell ${name} no longer?`}
      action="Archive it"
      isBusy={isBusy}
      error={error}
      onConfirm={async () => {
        await onArchive();
        toast.success(`${name} is archived`);
      }}
    >
      {children} It can be brought back.
    </ConfirmDialog>
  );
}
