import type { Customer } from "@dream-api/contract";
import { useProject } from "../../app/project-context.ts";
import { formatDate, formatDateTime } from "../../format/dates.ts";
import { useCustomer } from "../../queries/customers.ts";
import { Drawer } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CustomerEvents } from "./customer-events.tsx";
import { EraseCustomer } from "./erase-customer.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { SubscriptionSection } from "./subscription-section.tsx";
import { UsageMeter } from "./usage-meter.tsx";

export interface CustomerDrawerProps {
  id: string | null;
  onClose(): void;
}

export function CustomerDrawer({ id, onClose }: CustomerDrawerProps) {
  return (
    <Drawer isOpen={id !== null} onOpenChange={onClose} title="Customer" description={id}>
      {id && <Loaded id={id} onErased={onClose} />}
    </Drawer>
  );
}

function Loaded({ id, onErased }: { id: string; onErased(): void }) {
  const { tenant } = useProject();
  const customer = useCustomer(tenant, id);
  if (customer.error && !customer.data) return <ErrorNote error={customer.error} onRetry={() => customer.refetch()} />;
  if (!customer.data) return <Skeleton className="h-72" />;
  return <Detail customer={customer.data} onErased={onErased} />;
}

function Detail({ customer, onErased }: { customer: Customer; onErased(): void }) {
  const { project } = useProject();
  const { email, status, usage, lastActiveAt, createdAt, subscription } = customer;
  const isSaas = project.type === "saas";
  return (
    <div className="grid gap-6">
      <Facts
        facts={[
          ["E-mail", email],
          ["Status", status === "invited" ? "Invited, did not sign in yet" : null],
          ["Customer since", formatDate(createdAt)],
          ["Last active", lastActiveAt && formatDateTime(lastActiveAt)],
        ]}
      />
      {isSaas && (
        <section className="grid gap-2" aria-label="Usage">
          <h3 className="font-semibold">Usage</h3>
          <UsageMeter usage={usage} className="w-full" />
          {usage && <p className="text-muted text-xs">Begins again {formatDate(usage.periodEnd)}</p>}
        </section>
      )}
      {isSaas && <SubscriptionSection customer={customer} />}
      <ProfileForm customer={customer} />
      {subscription && <CustomerEvents subscriptionId={subscription.id} />}
      <EraseCustomer customer={customer} onErased={onErased} />
    </div>
  );
}
