/** The button that leads to Stripe, to connect an account in a mode; it comes back through /connect/callback. */
import type { Mode } from "@dream-api/contract";
import { useLocation } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import { keep } from "../kept.ts";
import { useAuthorize } from "../queries/going-live.ts";
import { Button, type ButtonProps } from "../ui/button.tsx";
import { ErrorNote } from "../ui/error-note.tsx";

export interface ConnectStripeProps extends Pick<ButtonProps, "variant" | "size"> {
  mode: Mode;
  children?: string;
}

export function ConnectStripe({ mode, children = "Connect Stripe", ...look }: ConnectStripeProps) {
  const authorize = useAuthorize();
  const { href } = useLocation();
  const connect = () =>
    authorize.mutate(
      { body: { mode } },
      {
        onSuccess: ({ url }) => {
          // Stripe's answer says nothing of the page that it was asked from.
          keep("connecting", href);
          location.assign(url);
        },
      },
    );
  return (
    <div className="grid gap-3">
      <Button
        {...look}
        className="justify-self-start"
        isBusy={authorize.isPending || authorize.isSuccess}
        onClick={connect}
      >
        {children}
        <ExternalLink aria-hidden />
      </Button>
      {authorize.error && <ErrorNote error={authorize.error} />}
    </div>
  );
}
