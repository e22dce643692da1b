/** Code to read and to copy. */
import { cn } from "./class-names.ts";
import { CopyButton } from "./copy-button.tsx";

export interface CodeBlockProps {
  code: string;
  /** What is copied, for screen readers, as `Copy the curl call`. */
  copyLabel: string;
  className?: string;
}

export function CodeBlock({ code, copyLabel, className }: CodeBlockProps) {
  return (
    <div className={cn("relative rounded-lg border bg-sunken", className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard. */}
      <pre className="overflow-x-auto p-4 pr-14 font-mono text-[12.5px] leading-relaxed" tabIndex={0}>
        <code>{code}</code>
      </pre>
      <CopyButton text={code} label={copyLabel} variant="outline" className="absolute top-2.5 right-2.5" />
    </div>
  );
}
