/** A whole number, or none: uses of a tier, stock of a product. */
import { Input, useFieldProps } from "../ui/field.tsx";

export interface LimitInputProps {
  /** null is without a limit. */
  value: number | null;
  onChange(value: number | null): void;
  /** What having none is called, as `Unlimited`. */
  withoutLabel: string;
  /** What is put in when it gets one. */
  initial: number;
}

export function LimitInput({ value, onChange, withoutLabel, initial }: LimitInputProps) {
  const { id } = useFieldProps();
  return (
    <div className="flex items-center gap-3">
      <Input
        inputMode="numeric"
        className="figures min-w-0"
        value={value ?? ""}
        placeholder={value === null ? withoutLabel : "0"}
        disabled={value === null}
        onChange={({ target }) => onChange(Number(target.value.replace(/\D/g, "").slice(0, 15)))}
      />
      <label className="flex items-center gap-2 whitespace-nowrap text-[13px]" htmlFor={`${id}-none`}>
        <input
          id={`${id}-none`}
          type="checkbox"
          className="size-4 accent-(--color-accent)"
          checked={value === null}
          onChange={({ target }) => onChange(target.checked ? null : initial)}
        />
        {withoutLabel}
      </label>
    </div>
  );
}
