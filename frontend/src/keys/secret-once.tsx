/** A secret key, the one time that it is shown, with a warning that nobody overlooks. */

import type { Mode } from "@dream-api/contract";
import { ShieldAlert } from "lucide-react";
import { CopyButton } from "../ui/copy-button.tsx";
import { modeLooks } from "../ui/mode-look.ts";

export interface SecretOnceProps {
  secretKey: string;
  mode: Mode;
  onCopied?: () => void;
}

export function SecretOnce({ secretKey, mode, onCopied }: SecretOnceProps) {
  return (
    <div className="overflow-hidden rounded-xl border-2 border-danger/60">
      <div className="flex gap-3 bg-danger-soft px-4 py-3">
        <ShieldAlert className="mt-0.5 size-5 shrink-0 text-danger" aria-hidden />
        <div>
          <p className="font-semibold text-danger">Copy it now. You will never see this secret again.</p>
          <p className="mt-0.5">
            We keep only a fingerprint of it. Put it into your server's environment: whoever has it acts as you
            {mode === "live" ? ", with real money" : ""}. Never into a browser, never into Git.
          </p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-3 bg-surface px-4 py-3.5">
        <div className="min-w-0 flex-1 basis-64">
          <p className="text-muted text-xs">{modeLooks[mode].label} secret key</p>
          <code className="select-all break-all font-mono text-[13px]">{secretKey}</code>
        </div>
        <CopyButton text={secretKey} label="Copy the secret key" variant="primary" size="medium" onCopied={onCopied}>
          Copy
        </CopyButton>
      </div>
    </div>
  );
}
