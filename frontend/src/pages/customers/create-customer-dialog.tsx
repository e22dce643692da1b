import { Plus } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useProject } from "../../app/project-context.ts";
import { useTiers } from "../../queries/catalogue.ts";
import { useCreateCustomer } from "../../queries/customers.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Field, Input, Select } from "../../ui/field.tsx";
import { showServerIssues } from "../../ui/show-server-issues.ts";
import { Switch } from "../../ui/switch.tsx";

/** Makes a customer by hand, or invites one. @param onCreated gets the customer's id */
export function CreateCustomerDialog({ onCreated }: { onCreated(id: string): void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Plus aria-hidden /> New customer
        </Button>
      }
      title="New customer"
      description="Customers who use or buy come by themselves. This is for giving somebody a plan, or for inviting them."
    >
      <CustomerForm
        onCreated={(id) => {
          setOpen(false);
          onCreated(id);
        }}
      />
    </Dialog>
  );
}

interface FormValues {
  id: string;
  email: string;
  name: string;
  plan: string;
  invite: boolean;
}

function CustomerForm({ onCreated }: { onCreated(id: string): void }) {
  const { project, tenant } = useProject();
  const isSaas = project.type === "saas";
  const tiers = useTiers(tenant, { isEnabled: isSaas });
  const create = useCreateCustomer(tenant);
  // The same for every try of this form: a lost answer makes nobody twice.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useForm<FormValues>({ defaultValues: { id: "", email: "", name: "", plan: "", invite: false } });
  const errors = form.formState.errors;
  const submit = form.handleSubmit(({ id, email, name, plan, invite }) =>
    create.mutate(
      {
        tenant,
        idempotencyKey,
        body: {
          ...(id && { id }),
          ...(email && { email }),
          ...(name && { name }),
          ...(plan && { plan }),
          invite,
        },
      },
      { onSuccess: (customer) => onCreated(customer.id), onError: (error) => showServerIssues(form, error) },
    ),
  );
  return (
    <form onSubmit={submit} className="grid gap-4" noValidate>
      <Field
        label="Your id for them"
        isOptional
        hint="As your app knows them. Without one, they get an id when they sign in."
        error={errors.id?.message}
      >
        <Input {...form.register("id")} autoComplete="off" className="font-mono text-[13px]" />
      </Field>
      <Field label="E-mail" isOptional error={errors.email?.message}>
        <Input type="email" {...form.register("email")} autoComplete="off" />
      </Field>
      <Field label="Name" isOptional error={errors.name?.message}>
        <Input {...form.register("name")} autoComplete="off" />
      </Field>
      {isSaas && (
        <Field label="Plan without payment" isOptional error={errors.plan?.message}>
          <Select {...form.register("plan")}>
            <option value="">None: the free tier</option>
            {(tiers.data?.data ?? [])
              .filter(({ archived }) => !archived)
              .map(({ name, displayName }) => (
                <option key={name} value={name}>
                  {displayName}
                </option>
              ))}
          </Select>
        </Field>
      )}
      <Field label="Write them an invitation" className="flex items-center justify-between">
        <Switch checked={form.watch("invite")} onCheckedChange={(invite) => form.setValue("invite", invite)} />
      </Field>
      {create.error && <ErrorNote error={create.error} />}
      <Button type="submit" isBusy={create.isPending} className="justify-self-end">
        Make the customer
      </Button>
    </form>
  );
}
