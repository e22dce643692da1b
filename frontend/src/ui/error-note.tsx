/** What went wrong, what to do about it, and what to tell us so that we find it. */
import { TriangleAlert } from "lucide-react";
import { isApiError } from "../api/api-error.ts";
import { Button } from "./button.tsx";
import { cn } from "./class-names.ts";
import { CopyButton } from "./copy-button.tsx";

export interface ErrorNoteProps {
  error: unknown;
  /** Tries again. */
  onRetry?: () => void;
  isRetrying?: boolean;
  className?: string;
}

export function ErrorNote({ error, onRetry, isRetrying, className }: ErrorNoteProps) {
  const refusal = isApiError(error) ? error : null;
  return (
    <div role="alert" className={cn("flex gap-3 rounded-lg border border-danger/30 bg-danger-soft p-3.5", className)}>
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      <div className="grid min-w-0 flex-1 gap-1.5">
        <p className="font-medium text-danger">{refusal?.message ?? "Something on this page went wrong"}</p>
        <p>{refusal?.remedy ?? "Load the page again. If it happens again, tell us what you did."}</p>
        {refusal?.issues.map(({ path, message }) => (
          <p key={`${path} ${message}`}>
            <code className="font-mono text-xs">{path}</code> {message}
          </p>
        ))}
        {(refusal?.requestId || refusal?.docs || onRetry) && (
          <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2 text-xs">
            {onRetry && (
              <Button variant="outline" size="small" onClick={onRetry} isBusy={isRetrying ?? false}>
                Try again
              </Button>
            )}
            {refusal?.requestId && (
              <span className="flex items-center gap-1">
                Request <code className="break-all font-mono">{refusal.requestId}</code>
                <CopyButton text={refusal.requestId} label="Copy the request id" />
              </span>
            )}
            {refusal?.docs && (
              <a href={refusal.docs} target="_blank" rel="noreferrer" className="text-ink underline underline-offset-2">
                About <code className="font-mono">{refusal.code}</code>
              </a>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
