import type { Key, KeyWithSecret } from "@dream-api/contract";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { useRotateKey } from "../../queries/keys.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Field, Select } from "../../ui/field.tsx";

const overlaps = [
  { seconds: 0, label: "Not at all: it ends now" },
  { seconds: 3600, label: "For an hour" },
  { seconds: 86_400, label: "For a day" },
  { seconds: 7 * 86_400, label: "For a week" },
] as const;

export interface RotateKeyDialogProps {
  pair: Key;
  onRotated(pair: KeyWithSecret): void;
}

/** A new secret for a pair, with as much time to bring it everywhere as is needed. */
export function RotateKeyDialog({ pair: { publishableKey, label }, onRotated }: RotateKeyDialogProps) {
  const { project } = useProject();
  const rotate = useRotateKey();
  const [overlapSeconds, setOverlap] = useState<number>(86_400);
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="small">
          <RotateCw aria-hidden /> Rotate
        </Button>
      }
      title={`New secret for ${label}`}
      action="Make a new secret"
      isDangerous={overlapSeconds === 0}
      isBusy={rotate.isPending}
      error={rotate.error}
      onConfirm={async () => {
        const params = { id: project.id, publishableKey };
        onRotated(await rotate.mutateAsync({ params, body: { overlapSeconds } }));
      }}
    >
      <div className="grid gap-4">
        <p>The publishable key stays. Bring the new secret to your servers while the old one still works.</p>
        <Field label="The old secret works on">
          <Select value={overlapSeconds} onChange={({ target }) => setOverlap(Number(target.value))}>
            {overlaps.map(({ seconds, label: choice }) => (
              <option key={seconds} value={seconds}>
                {choice}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </ConfirmDialog>
  );
}
