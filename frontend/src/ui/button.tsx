/** A button, or with `asChild` a link that looks like one. While it works it says so and can't be pressed again. */
import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

const look = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-lg font-medium transition-[background-color,border-color,color,opacity] duration-150 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-solid text-on-solid hover:opacity-85",
        accent: "bg-[oklch(0.48_0.22_266)] text-white hover:bg-[oklch(0.43_0.21_266)]",
        outline: "border border-line-strong bg-surface text-ink hover:bg-hover",
        ghost: "text-ink hover:bg-hover",
        danger: "bg-danger-solid text-white hover:opacity-90",
        link: "h-auto! px-0! text-accent underline-offset-4 hover:underline",
      },
      size: {
        small: "h-8 px-2.5 text-[13px]",
        medium: "h-9 px-3.5",
        large: "h-11 rounded-xl px-5 text-[15px]",
        icon: "size-9",
        "icon-small": "size-8",
      },
    },
    defaultVariants: { variant: "primary", size: "medium" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof look> {
  asChild?: boolean;
  isBusy?: boolean;
}

export function Button({
  variant,
  size,
  asChild,
  isBusy = false,
  className,
  children,
  disabled,
  ...props
}: ButtonProps) {
  if (asChild) {
    return (
      <Slot.Root className={cn(look({ variant, size }), className)} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      className={cn(look({ variant, size }), className)}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      {...props}
    >
      {isBusy && <LoaderCircle className="animate-spin" aria-hidden />}
      {children}
    </button>
  );
}
