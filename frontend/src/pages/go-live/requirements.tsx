import { Link } from "@tanstack/react-router";
import { Check, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import { ConnectStripe } from "../../connect/connect-stripe.tsx";
import { useAccount } from "../../queries/account.ts";
import { useConnections } from "../../queries/going-live.ts";
import { Button } from "../../ui/button.tsx";
import { Card, CardBody, CardHeader } from "../../ui/card.tsx";

/** What live needs of the account; gone when all of it is there. */
export function Requirements() {
  const me = useAccount();
  const connections = useConnections();
  if (!me.data || !connections.data) return null;
  const isPaid = me.data.plan === "paid";
  const isConnected = connections.data.live.status === "connected";
  if (isPaid && isConnected) return null;
  return (
    <Card>
      <CardHeader title="Before you go live" />
      <CardBody className="grid gap-3">
        <ul className="grid gap-3">
          <Requirement
            isMet={isPaid}
            title="Your plan"
            action={
              <Button asChild variant="outline" size="small">
                <Link to="/account">Choose the plan</Link>
              </Button>
            }
          >
            Test is free; live is $15 a month.
          </Requirement>
          <Requirement
            isMet={isConnected}
            title="Stripe, for real money"
            action={<ConnectStripe mode="live" variant="outline" size="small" />}
          >
            Live has a connection of its own, apart from the one you tested with.
          </Requirement>
        </ul>
      </CardBody>
    </Card>
  );
}

interface RequirementProps {
  isMet: boolean;
  title: string;
  action: ReactNode;
  children: ReactNode;
}

function Requirement({ isMet, title, action, children }: RequirementProps) {
  return (
    <li className="flex flex-wrap items-center gap-3">
      {isMet ? (
        <Check className="size-5 text-live" aria-label="Done" />
      ) : (
        <CircleDashed className="size-5 text-muted" aria-label="To do" />
      )}
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        <p className="text-muted">{children}</p>
      </div>
      {!isMet && action}
    </li>
  );
}
