/** A key that may be seen, to copy. */
import { CopyButton } from "../ui/copy-button.tsx";

export function KeyLine({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex items-center gap-3 rounded-lg border bg-sunken py-1.5 pr-1.5 pl-4">
      <div className="min-w-0 flex-1">
        <p className="text-muted text-xs">{label}</p>
        <code className="block truncate font-mono text-[13px]">{value}</code>
      </div>
      <CopyButton text={value} label={`Copy the ${label.toLowerCase()}`} variant="outline" />
    </div>
  );
}
