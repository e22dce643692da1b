/** Puts a text into the clipboard, and says that it did. */
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { toast } from "./toast.ts";

export interface CopyButtonProps extends Omit<ButtonProps, "children" | "onClick"> {
  text: string;
  /** What a screen reader says, as `Copy the secret key`. */
  label: string;
  /** Stands beside the icon, in words of the label: who speaks to the page says what is seen. Without it the icon stands alone. */
  children?: string;
  onCopied?: () => void;
}

const shownForMs = 2000;

export function CopyButton({ text, label, children, onCopied, ...props }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), shownForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      onCopied?.();
    } catch {
      toast.error("The browser did not allow copying. Select the text and copy it by hand.");
    }
  };
  return (
    <Button variant="ghost" size={children ? "small" : "icon-small"} onClick={copy} aria-label={label} {...props}>
      {isCopied ? <Check className="text-live" aria-hidden /> : <Copy aria-hidden />}
      {children && (isCopied ? "Copied" : children)}
      <span role="status" className="sr-only">
        {isCopied ? "Copied" : ""}
      </span>
    </Button>
  );
}
