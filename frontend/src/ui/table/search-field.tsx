/** Search over a table. Asks the server a moment after the last letter. */
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { Field, Input } from "../field.tsx";

export interface SearchFieldProps {
  /** What is searched, for screen readers and in the empty field. */
  label: string;
  onSearch(text: string): void;
}

const pauseMs = 250;

export function SearchField({ label, onSearch }: SearchFieldProps) {
  const [text, setText] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => onSearch(text.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <Field label={label} isLabelHidden className="relative min-w-52 flex-1 sm:max-w-xs">
      <Search className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" aria-hidden />
      <Input
        type="search"
        placeholder={label}
        value={text}
        onChange={({ target }) => setText(target.value)}
        className="pl-9"
      />
    </Field>
  );
}
