/** An amount, typed as people write it and given on in the currency's minor unit. */
import { useState } from "react";
import { parseMoney, writeMoney } from "../format/money.ts";
import { cn } from "./class-names.ts";
import { Input } from "./field.tsx";

export interface MoneyInputProps {
  /** In minor units; null for what is not an amount. */
  value: number | null;
  currency: string;
  onChange(unitAmount: number | null): void;
  onBlur?: () => void;
  disabled?: boolean;
  className?: string;
}

export function MoneyInput({ value, currency, onChange, className, ...props }: MoneyInputProps) {
  const [text, setText] = useState(value === null ? "" : writeMoney(value, currency));
  // What was set from elsewhere is written anew; what is being typed stays as it is typed.
  const shown = parseMoney(text, currency) === value || value === null ? text : writeMoney(value, currency);
  return (
    <div className={cn("relative", className)}>
      <Input
        inputMode="decimal"
        className="figures pr-13"
        value={shown}
        onChange={({ target }) => {
          setText(target.value);
          onChange(parseMoney(target.value, currency));
        }}
        {...props}
      />
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-3 grid place-items-center text-muted text-xs"
      >
        {currency.toUpperCase()}
      </span>
    </div>
  );
}
