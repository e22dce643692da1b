/** Narrows a table to one of a few. */
import { Field, Select } from "../field.tsx";

export interface FilterSelectProps<Value extends string> {
  label: string;
  /** Undefined is all of them. */
  value: Value | undefined;
  all: string;
  options: readonly { readonly value: Value; readonly label: string }[];
  onChange(value: Value | undefined): void;
}

export function FilterSelect<Value extends string>({ label, value, all, options, onChange }: FilterSelectProps<Value>) {
  return (
    <Field label={label} isLabelHidden>
      <Select
        // Its options may come later than it does, and must not move what stands beside it.
        className="w-48"
        value={value ?? ""}
        onChange={({ target }) => onChange((target.value || undefined) as Value | undefined)}
      >
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
