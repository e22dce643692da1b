/** On narrow screens: the name, and a button that brings the sidebar. */
import { Link } from "@tanstack/react-router";
import { Menu as MenuIcon, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Logo } from "../logo.tsx";
import { Sidebar } from "./sidebar.tsx";

export function PhoneBar() {
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="flex items-center justify-between border-b bg-surface px-4 py-2 lg:hidden">
      <Link to="/dashboard" className="rounded-md">
        <Logo />
      </Link>
      <Dialog.Root open={isOpen} onOpenChange={setOpen}>
        <Dialog.Trigger asChild>
          <Button variant="ghost" size="icon" aria-label="Open the menu">
            <MenuIcon />
          </Button>
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-[oklch(0.2_0.03_265/0.45)]" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-50 w-[min(19rem,88vw)] animate-slide-left bg-raised pt-10 shadow-float"
          >
            <Dialog.Title className="sr-only">Menu</Dialog.Title>
            <Dialog.Close asChild>
              <Button variant="ghost" size="icon-small" className="absolute top-2 right-2" aria-label="Close the menu">
                <X />
              </Button>
            </Dialog.Close>
            <Sidebar onNavigate={() => setOpen(false)} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </header>
  );
}
