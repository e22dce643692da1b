import type { Customer } from "@dream-api/contract";
import { formatDate, formatRelative } from "../../format/dates.ts";
import { Badge } from "../../ui/badge.tsx";
import { columnsOf } from "../../ui/table/table-columns.ts";
import { UsageMeter } from "./usage-meter.tsx";

const helper = columnsOf<Customer>();

const who = helper.accessor(({ name, email, id }) => name ?? email ?? id, {
  id: "who",
  header: "Customer",
  cell: ({ row: { original } }) => {
    const { name, email, id, status } = original;
    const title = name ?? email ?? id;
    return (
      <span className="grid gap-0.5">
        <span className="flex items-center gap-2">
          {title} {status === "invited" && <Badge tone="accent">Invited</Badge>}
        </span>
        {title !== id && (
          <span className="font-normal text-muted text-xs">{title === email || !email ? id : email}</span>
        )}
      </span>
    );
  },
  meta: { sorts: ["name"] },
});

const lastActive = helper.accessor("lastActiveAt", {
  header: "Last active",
  cell: ({ getValue }) => {
    const at = getValue();
    return at ? formatRelative(at, Date.now()) : "–";
  },
  meta: { align: "end", isSecondary: true },
});

const created = helper.accessor("createdAt", {
  header: "Since",
  cell: ({ getValue }) => formatDate(getValue()),
  meta: { align: "end", isSecondary: true, sorts: ["newest", "oldest"] },
});

/** Of a SaaS. */
export const userColumns = helper.columns([
  who,
  helper.accessor("plan", {
    header: "Plan",
    cell: ({ row: { original } }) => <Plan customer={original} />,
  }),
  helper.accessor("usage", {
    header: "Usage",
    cell: ({ getValue }) => <UsageMeter usage={getValue()} />,
    meta: { isSecondary: true },
  }),
  lastActive,
  created,
]);

/** Of a store. */
export const buyerColumns = helper.columns([who, lastActive, created]);

function Plan({ customer: { plan, planSource, subscription } }: { customer: Customer }) {
  if (plan === null) return <span className="text-muted">–</span>;
  return (
    <span className="flex items-center gap-2">
      {plan}
      {planSource === "assigned" && <Badge>Given</Badge>}
      {subscription?.status === "trialing" && <Badge tone="accent">Trial</Badge>}
      {subscription?.status === "past_due" && <Badge tone="bad">Payment failed</Badge>}
      {subscription?.cancelAt && <Badge tone="warning">Leaving</Badge>}
    </span>
  );
}
