import { type KeyWithSecret, labelSchema } from "@dream-api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { Plus } from "lucide-react";
import { useId, useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { useProject } from "../../app/project-context.ts";
import { useCreateKey } from "../../queries/keys.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { showServerIssues } from "../../ui/show-server-issues.ts";

const formSchema = z.object({ label: labelSchema });

/** Makes a pair for a place that calls. */
export function CreateKeyDialog({ onCreated }: { onCreated(pair: KeyWithSecret): void }) {
  const [isOpen, setOpen] = useState(false);
  const { mode } = useProject();
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Plus aria-hidden /> New key pair
        </Button>
      }
      title={`New ${mode} key pair`}
      description="One for each place that calls, so that each can be ended alone."
    >
      <CreateKeyForm
        onCreated={(pair) => {
          setOpen(false);
          onCreated(pair);
        }}
      />
    </Dialog>
  );
}

function CreateKeyForm({ onCreated }: { onCreated(pair: KeyWithSecret): void }) {
  const { project, mode } = useProject();
  const formId = useId();
  const create = useCreateKey();
  // The same for every try of this form: a call whose answer was lost makes no second pair.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useForm({ resolver: zodResolver(formSchema), defaultValues: { label: "" } });
  const submit = form.handleSubmit(({ label }) =>
    create.mutate(
      { params: { id: project.id }, body: { mode, label }, idempotencyKey },
      { onSuccess: onCreated, onError: (error) => showServerIssues(form, error) },
    ),
  );
  return (
    <form id={formId} onSubmit={submit} className="grid gap-4" noValidate>
      <Field
        label="Label"
        hint="What the pair is for, as production, staging or ci"
        error={form.formState.errors.label?.message}
      >
        <Input {...form.register("label")} autoComplete="off" autoFocus />
      </Field>
      {create.error && <ErrorNote error={create.error} />}
      <Button type="submit" isBusy={create.isPending} className="justify-self-end">
        Make the pair
      </Button>
    </form>
  );
}
