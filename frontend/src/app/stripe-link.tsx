/** To an object at Stripe, on the account that the project sells through. */
import { ExternalLink } from "lucide-react";
import { config } from "../config.ts";
import { useConnections } from "../queries/going-live.ts";
import { Button } from "../ui/button.tsx";
import { useProject } from "./project-context.ts";

export interface StripeLinkProps {
  /** As Stripe's dashboard has it, without slashes around it. */
  path: "subscriptions" | "customers" | "payments" | "events";
  id: string;
}

export function StripeLink({ path, id }: StripeLinkProps) {
  const { mode } = useProject();
  const connections = useConnections();
  const account = connections.data?.[mode].accountId;
  if (!account) return null;
  const href = config.stripeObjectUrl
    .replace("{account}", account)
    // Live has no name in Stripe's own addresses.
    .replace("{mode}/", mode === "test" ? "test/" : "")
    .replace("{path}", path)
    .replace("{id}", encodeURIComponent(id));
  return (
    <Button asChild variant="outline" size="small">
      <a href={href} target="_blank" rel="noreferrer">
        View in Stripe <ExternalLink aria-hidden />
      </a>
    </Button>
  );
}
