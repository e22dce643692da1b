/** Test or live. Turning it keeps the page and changes what it is about. */
import { type Mode, modes } from "@dream-api/contract";
import { useNavigate } from "@tanstack/react-router";
import { RadioGroup } from "radix-ui";
import { cn } from "../../ui/class-names.ts";
import { modeLooks } from "../../ui/mode-look.ts";
import { useProject } from "../project-context.ts";

export function ModeToggle({ className }: { className?: string }) {
  const { mode } = useProject();
  const navigate = useNavigate();
  const choose = (next: string) =>
    navigate({ to: ".", search: (search: object) => ({ ...search, mode: next as Mode }) as never });
  return (
    <RadioGroup.Root
      aria-label="Mode"
      value={mode}
      onValueChange={choose}
      className={cn("grid grid-cols-2 gap-1 rounded-lg border bg-sunken p-1", className)}
    >
      {modes.map((option) => {
        const { icon: Icon, label, chosen } = modeLooks[option];
        return (
          <RadioGroup.Item
            key={option}
            value={option}
            className={cn(
              "flex items-center justify-center gap-1.5 rounded-md px-2 py-1.5 font-medium text-[13px] text-muted transition-colors hover:text-ink data-[state=checked]:font-semibold data-[state=checked]:ring-1",
              chosen,
            )}
          >
            <Icon className="size-3.5" aria-hidden />
            {label}
          </RadioGroup.Item>
        );
      })}
    </RadioGroup.Root>
  );
}
