import type { Order } from "@dream-api/contract";
import { useProject } from "../../app/project-context.ts";
import { formatDateTime } from "../../format/dates.ts";
import { formatMoney } from "../../format/money.ts";
import { inWords } from "../../format/words.ts";
import { useOrder } from "../../queries/orders.ts";
import { Badge } from "../../ui/badge.tsx";
import { Drawer } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { orderMeanings, orderTones } from "./order-looks.ts";
import { RefundForm } from "./refund-form.tsx";

export interface OrderDrawerProps {
  id: string | null;
  onClose(): void;
}

export function OrderDrawer({ id, onClose }: OrderDrawerProps) {
  return (
    <Drawer isOpen={id !== null} onOpenChange={onClose} title="Order" description={id}>
      {id && <Detail id={id} />}
    </Drawer>
  );
}

function Detail({ id }: { id: string }) {
  const { tenant } = useProject();
  const order = useOrder(tenant, id);
  if (order.error && !order.data) return <ErrorNote error={order.error} onRetry={() => order.refetch()} />;
  if (!order.data) return <Skeleton className="h-72" />;
  const { status, email, customerId, phone, createdAt, paidAt, shippingAddress } = order.data;
  return (
    <div className="grid gap-6">
      <div className="grid gap-2">
        <Badge tone={orderTones[status]} className="justify-self-start">
          {inWords(status)}
        </Badge>
        <p className="text-muted">{orderMeanings[status]}</p>
      </div>
      <Items order={order.data} />
      <Facts
        facts={[
          ["E-mail", email],
          ["Customer", customerId],
          ["Phone", phone],
          ["Ship to", shippingAddress && <Address key="address" address={shippingAddress} />],
          ["Ordered", formatDateTime(createdAt)],
          ["Paid", paidAt && formatDateTime(paidAt)],
        ]}
      />
      {isRefundable(order.data) && <RefundForm order={order.data} />}
    </div>
  );
}

function isRefundable({ status, amountTotal, amountRefunded }: Order): boolean {
  return (status === "paid" || status === "partially_refunded") && amountRefunded < amountTotal;
}

function Items({ order: { items, amountTotal, amountRefunded, currency } }: { order: Order }) {
  const money = (amount: number) => formatMoney(amount, currency, { isExact: true });
  const listed = items.reduce((sum, { quantity, unitAmount }) => sum + quantity * unitAmount, 0);
  return (
    <table className="w-full">
      <caption className="sr-only">Items</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Item</th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody className="divide-y border-y">
        {items.map(({ product, displayName, quantity, unitAmount, refundedQuantity }) => (
          <tr key={product}>
            <td className="py-2 pr-4">
              {displayName}
              <span className="text-muted"> × {quantity}</span>
              {refundedQuantity > 0 && <span className="text-muted">, {refundedQuantity} given back</span>}
            </td>
            <td className="figures py-2 text-right">{money(quantity * unitAmount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {listed !== amountTotal && <Sum name="Discount" amount={money(amountTotal - listed)} />}
        <Sum name="Total" amount={money(amountTotal)} isStrong />
        {amountRefunded > 0 && <Sum name="Refunded" amount={money(-amountRefunded)} />}
      </tfoot>
    </table>
  );
}

function Sum({ name, amount, isStrong = false }: { name: string; amount: string; isStrong?: boolean }) {
  return (
    <tr className={isStrong ? "font-semibold" : "text-muted"}>
      <th scope="row" className="pt-2 text-left [font-weight:inherit]">
        {name}
      </th>
      <td className="figures pt-2 text-right">{amount}</td>
    </tr>
  );
}

function Address({ address }: { address: NonNullable<Order["shippingAddress"]> }) {
  const { name, line1, line2, postalCode, city, state, country } = address;
  const place = [postalCode, city, state].filter(Boolean).join(" ");
  return (
    <address className="not-italic">
      {[name, line1, line2, place, country].filter(Boolean).map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
    </address>
  );
}
