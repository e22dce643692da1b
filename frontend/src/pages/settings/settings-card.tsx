import type { FormEventHandler, ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { Card, CardBody, CardHeader } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import type { Saving } from "./use-save-settings.ts";

export interface SettingsCardProps {
  title: string;
  description: ReactNode;
  isChanged: boolean;
  saving: Saving;
  onSubmit: FormEventHandler<HTMLFormElement>;
  children: ReactNode;
}

/** A few settings that are saved together. */
export function SettingsCard({ title, description, isChanged, saving, onSubmit, children }: SettingsCardProps) {
  return (
    <Card>
      <form onSubmit={onSubmit} noValidate>
        <CardHeader title={title} description={description} />
        <CardBody className="grid gap-4">
          {children}
          {saving.error ? <ErrorNote error={saving.error} /> : null}
          <Button
            type="submit"
            variant="outline"
            disabled={!isChanged}
            isBusy={saving.isPending}
            className="justify-self-end"
          >
            Save {title.charAt(0).toLowerCase() + title.slice(1)}
          </Button>
        </CardBody>
      </form>
    </Card>
  );
}
