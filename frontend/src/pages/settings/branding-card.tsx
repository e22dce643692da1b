import type { ProjectChanges } from "@dream-api/contract";
import { useForm, useWatch } from "react-hook-form";
import { useProject } from "../../app/project-context.ts";
import { acceptedImages, useImageUpload } from "../../catalogue/use-image-upload.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { SettingsCard } from "./settings-card.tsx";
import { useSaveSettings } from "./use-save-settings.ts";

const ourColour = "#3b5bdb";

/** How the pages look on which customers sign in. */
export function BrandingCard() {
  const { project, settings } = useProject();
  const kept = settings?.branding;
  const form = useForm({
    values: {
      branding: { name: kept?.name ?? "", colour: kept?.colour ?? "", logoUrl: kept?.logoUrl ?? "" },
    },
  });
  const { save, ...saving } = useSaveSettings();
  const look = useWatch({ control: form.control, name: "branding" });
  const set = (name: "colour" | "logoUrl", value: string) =>
    form.setValue(`branding.${name}`, value, { shouldDirty: true });
  const upload = useImageUpload((url) => set("logoUrl", url));
  const submit = form.handleSubmit(({ branding }) => {
    const given = Object.entries(branding).map(([name, value]) => [name, value.trim() === "" ? null : value.trim()]);
    save({ branding: Object.fromEntries(given) as NonNullable<ProjectChanges["branding"]> }, form);
  });
  const errors = form.formState.errors.branding;
  const refusal = upload.refusal ?? errors?.logoUrl?.message;
  return (
    <SettingsCard
      title="Sign-in page"
      description="What your customers see when they sign in."
      isChanged={form.formState.isDirty}
      saving={saving}
      onSubmit={submit}
    >
      <Field label="Name" isOptional error={errors?.name?.message}>
        <Input {...form.register("branding.name")} placeholder={project.name} autoComplete="off" />
      </Field>
      <Field label="Colour" isOptional error={errors?.colour?.message}>
        <Input {...form.register("branding.colour")} placeholder={ourColour} className="font-mono" />
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <input
          type="color"
          aria-label="Choose the colour"
          value={/^#[0-9a-f]{6}$/i.test(look.colour) ? look.colour : ourColour}
          onChange={({ target }) => set("colour", target.value)}
          className="size-9 rounded-lg border bg-surface p-1"
        />
        {look.logoUrl && <img src={look.logoUrl} alt="The logo" className="size-12 rounded-lg border object-contain" />}
        <Button variant="outline" asChild>
          <label className="cursor-pointer focus-within:outline-2 focus-within:outline-accent">
            {upload.isPending ? "Uploading…" : look.logoUrl ? "Change the logo" : "Upload a logo"}
            <input
              type="file"
              accept={acceptedImages}
              className="sr-only"
              disabled={upload.isPending}
              onChange={({ target }) => {
                upload.send(target.files?.[0]);
                target.value = "";
              }}
            />
          </label>
        </Button>
        {look.logoUrl && (
          <Button variant="ghost" onClick={() => set("logoUrl", "")}>
            Remove it
          </Button>
        )}
      </div>
      {refusal && (
        <p role="alert" className="text-[13px] text-danger">
          {refusal}
        </p>
      )}
    </SettingsCard>
  );
}
