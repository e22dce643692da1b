import type { ProjectMode } from "@dream-api/contract";
import { type FormEvent, useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { Field, Textarea } from "../../ui/field.tsx";
import { SettingsCard } from "./settings-card.tsx";
import { useSaveSettings } from "./use-save-settings.ts";

export interface AddressesCardProps {
  setting: keyof Pick<ProjectMode, "allowedOrigins" | "redirectUris">;
  title: string;
  description: string;
  label: string;
  example: string;
}

/** A list of addresses, a line each. The server says which of them it does not take. */
export function AddressesCard({ setting, title, description, label, example }: AddressesCardProps) {
  const { settings } = useProject();
  const kept = (settings?.[setting] ?? []).join("\n");
  const [text, setText] = useState(kept);
  const { save, ...saving } = useSaveSettings();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const addresses = text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
    setText(addresses.join("\n"));
    save({ [setting]: addresses });
  };
  return (
    <SettingsCard
      title={title}
      description={description}
      isChanged={text.trim() !== kept}
      saving={saving}
      onSubmit={submit}
    >
      <Field label={label}>
        <Textarea
          value={text}
          onChange={({ target }) => setText(target.value)}
          rows={Math.min(10, Math.max(3, text.split("\n").length + 1))}
          placeholder={example}
          spellCheck={false}
          className="font-mono text-[13px]"
        />
      </Field>
    </SettingsCard>
  );
}
