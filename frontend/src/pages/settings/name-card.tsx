import { projectChangesSchema } from "@dream-api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { useProject } from "../../app/project-context.ts";
import { Facts } from "../../ui/facts.tsx";
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
      <Facts
        facts={[
          ["Type", `${project.type === "saas" ? "SaaS" : "Store"}, for good`],
          ["Currency", project.currency.toUpperCase()],
          ["Project id", project.id],
        ]}
      />
    </SettingsCard>
  );
}
