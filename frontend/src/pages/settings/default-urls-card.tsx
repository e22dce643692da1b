import type { ProjectChanges } from "@dream-api/contract";
import { useForm } from "react-hook-form";
import { useProject } from "../../app/project-context.ts";
import { Field, Input } from "../../ui/field.tsx";
import { SettingsCard } from "./settings-card.tsx";
import { useSaveSettings } from "./use-save-settings.ts";

const urls = [
  { name: "successUrl", label: "After a paid checkout" },
  { name: "cancelUrl", label: "After a checkout that was left" },
  { name: "returnUrl", label: "Back from the billing portal" },
] as const;

/** Where browsers go when a call says nothing else; empty is a plain page of ours. */
export function DefaultUrlsCard() {
  const { settings } = useProject();
  const kept = settings?.defaultUrls;
  const form = useForm({
    values: {
      defaultUrls: {
        successUrl: kept?.successUrl ?? "",
        cancelUrl: kept?.cancelUrl ?? "",
        returnUrl: kept?.returnUrl ?? "",
      },
    },
  });
  const { save, ...saving } = useSaveSettings();
  const submit = form.handleSubmit(({ defaultUrls }) => {
    const given = Object.entries(defaultUrls).map(([name, url]) => [name, url.trim() === "" ? null : url.trim()]);
    save({ defaultUrls: Object.fromEntries(given) as NonNullable<ProjectChanges["defaultUrls"]> }, form);
  });
  return (
    <SettingsCard
      title="Default URLs"
      description="Where customers go when a call names no URL of its own. Empty is a plain page of ours."
      isChanged={form.formState.isDirty}
      saving={saving}
      onSubmit={submit}
    >
      {urls.map(({ name, label }) => (
        <Field key={name} label={label} isOptional error={form.formState.errors.defaultUrls?.[name]?.message}>
          <Input
            type="url"
            placeholder="https://app.example.com/thanks"
            {...form.register(`defaultUrls.${name}`)}
            autoComplete="off"
          />
        </Field>
      ))}
    </SettingsCard>
  );
}
