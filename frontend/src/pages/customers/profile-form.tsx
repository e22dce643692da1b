import type { Customer } from "@dream-api/contract";
import { useForm } from "react-hook-form";
import { useProject } from "../../app/project-context.ts";
import { useTiers } from "../../queries/catalogue.ts";
import { useChangeCustomer } from "../../queries/customers.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Field, Input, Select } from "../../ui/field.tsx";
import { showServerIssues } from "../../ui/show-server-issues.ts";
import { toast } from "../../ui/toast.ts";

/** What the developer may say of a customer: a name, and a plan without payment. */
export function ProfileForm({ customer }: { customer: Customer }) {
  const { project, tenant } = useProject();
  const isSaas = project.type === "saas";
  const tiers = useTiers(tenant, { isEnabled: isSaas });
  const change = useChangeCustomer(tenant);
  const given = customer.planSource === "assigned" ? (customer.plan ?? "") : "";
  const form = useForm({ values: { name: customer.name ?? "", plan: given } });
  const { dirtyFields, errors, isDirty } = form.formState;
  const submit = form.handleSubmit(({ name, plan }) =>
    change.mutate(
      {
        tenant,
        params: { id: customer.id },
        body: { ...(dirtyFields.name && { name: name || null }), ...(dirtyFields.plan && { plan: plan || null }) },
      },
      {
        onSuccess: () => toast.success("Saved. The next call sees it."),
        onError: (error) => showServerIssues(form, error),
      },
    ),
  );
  return (
    <form onSubmit={submit} className="grid gap-4 rounded-xl border p-4" noValidate aria-label="Profile">
      <Field label="Name" isOptional error={errors.name?.message}>
        <Input {...form.register("name")} autoComplete="off" />
      </Field>
      {isSaas && (
        <Field
          label="Plan without payment"
          hint={customer.subscription ? "While the subscription runs, its plan counts." : undefined}
          error={errors.plan?.message}
        >
          <Select {...form.register("plan")}>
            <option value="">None</option>
            {(tiers.data?.data ?? [])
              .filter(({ archived, name }) => !archived || name === given)
              .map(({ name, displayName }) => (
                <option key={name} value={name}>
                  {displayName}
                </option>
              ))}
          </Select>
        </Field>
      )}
      {change.error && <ErrorNote error={change.error} />}
      <Button
        type="submit"
        variant="outline"
        size="small"
        disabled={!isDirty}
        isBusy={change.isPending}
        className="justify-self-end"
      >
        Save
      </Button>
    </form>
  );
}
