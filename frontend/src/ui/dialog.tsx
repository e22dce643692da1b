/** Something that must be answered before anything else: in the middle, or as a drawer at the side. */
import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { cn } from "./class-names.ts";

export interface DialogProps {
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** What opens it; absent where `isOpen` says so. */
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons at the end. */
  footer?: ReactNode;
  /** What must be read can't be clicked away by accident: only its own buttons close it. */
  isSticky?: boolean;
  className?: string;
}

/** As high as what opens over it: the order on the page decides, so that a dialog dims the drawer that it came from. */
const backdrop = "fixed inset-0 z-50 animate-fade bg-[oklch(0.2_0.03_265/0.45)] backdrop-blur-[2px]";

export function Dialog(props: DialogProps) {
  return (
    <Frame
      {...props}
      place="-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 max-h-[min(90dvh,52rem)] w-[min(36rem,calc(100vw-2rem))] animate-fade rounded-2xl"
    />
  );
}

/** At the right, over the whole height: for details of a row. */
export function Drawer(props: DialogProps) {
  return (
    <Frame
      {...props}
      place="fixed inset-y-0 right-0 w-[min(36rem,100vw)] animate-slide sm:inset-y-2 sm:right-2 sm:rounded-2xl"
    />
  );
}

function Frame({
  isOpen,
  onOpenChange,
  trigger,
  title,
  description,
  children,
  footer,
  isSticky,
  className,
  place,
}: DialogProps & { place: string }) {
  const keepOpen = isSticky ? (event: Event) => event.preventDefault() : undefined;
  return (
    <RadixDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      {trigger && <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger>}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={backdrop} />
        <RadixDialog.Content
          className={cn("z-50 flex flex-col bg-raised shadow-float outline-none", place, className)}
          onEscapeKeyDown={keepOpen}
          onInteractOutside={keepOpen}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <header className="flex items-start justify-between gap-4 px-6 pt-5 pb-3">
            <div className="min-w-0">
              <RadixDialog.Title className="font-semibold text-base tracking-tight">{title}</RadixDialog.Title>
              {description && (
                <RadixDialog.Description className="mt-1 text-muted">{description}</RadixDialog.Description>
              )}
            </div>
            {!isSticky && (
              <RadixDialog.Close asChild>
                <Button variant="ghost" size="icon-small" className="-mt-1 -mr-2" aria-label="Close">
                  <X />
                </Button>
              </RadixDialog.Close>
            )}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-2">{children}</div>
          {footer ? (
            <footer className="flex flex-wrap justify-end gap-2 px-6 pt-3 pb-5">{footer}</footer>
          ) : (
            <div className="pb-4" />
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

export const DialogClose = RadixDialog.Close;
