import { projectChangesSchema } from "@dream-api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { useProject } from "../../app/project-context.ts";
import { Field, Input } from "../../ui/field.tsx";
import { SettingsCard } from "./settings-card.tsx";
import { useSaveSettings } from "./use-save-settings.ts";

const formSchema = projectChangesSchema.pick({ name: true }).required();

export function NameCard() {
  const { project } = useProject();
  const form = useForm({ resolver: zodResolver(formSchema), values: { name: project.name } });
  const { save, ...saving } = useSaveSettings();
  return (
    <SettingsCard
      title="Project"
      description="The name is shown to you in both modes, and to customers unless the sign-in page has a name of its own."
      isChanged={form.formState.isDirty}
      saving={saving}
      onSubmit={form.handleSubmit(({ name }) => save({ name }, form))}
    >
      <Field label="Name" error={form.formState.errors.name?.message}>
        <Input {...form.register("name")} autoComplete="off" />
      </Field>
      <dl className="flex flex-wrap gap-x-8 gap-y-2 text-[13px]">
        <Fact name="Type" value={`${project.type === "saas" ? "SaaS" : "Store"}, for good`} />
        <Fact name="Currency" value={project.currency.toUpperCase()} />
        <Fact name="Project id" value={project.id} />
      </dl>
    </SettingsCard>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="break-all">{value}</dd>
    </div>
  );
}
