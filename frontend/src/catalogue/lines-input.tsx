/** A list of short texts, one on each line. */
import { useState } from "react";
import { Textarea } from "../ui/field.tsx";

export interface LinesInputProps {
  value: readonly string[];
  onChange(lines: string[]): void;
  placeholder?: string;
}

export function LinesInput({ value, onChange, placeholder }: LinesInputProps) {
  // What is typed stays as it is typed, empty lines and all; given on is what stands on the lines.
  const [text, setText] = useState(value.join("\n"));
  const shown = linesOf(text).join("\n") === value.join("\n") ? text : value.join("\n");
  return (
    <Textarea
      value={shown}
      placeholder={placeholder}
      onChange={({ target }) => {
        setText(target.value);
        onChange(linesOf(target.value));
      }}
    />
  );
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
