import type { Order } from "@dream-api/contract";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { formatMoney } from "../../format/money.ts";
import { useRefundOrder } from "../../queries/orders.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { MoneyInput } from "../../ui/money-input.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Switch } from "../../ui/switch.tsx";
import { toast } from "../../ui/toast.ts";

const kinds = [
  { value: "all", label: "All of it" },
  { value: "items", label: "Items" },
  { value: "amount", label: "An amount" },
] as const;
type Kind = (typeof kinds)[number]["value"];

/** Gives money back: all that is left, what some items cost, or an amount. */
export function RefundForm({ order }: { order: Order }) {
  const { tenant } = useProject();
  const refund = useRefundOrder(tenant);
  const [kind, setKind] = useState<Kind>("all");
  const [amount, setAmount] = useState<number | null>(null);
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const [restock, setRestock] = useState(false);
  // The same for every try of one refund: a lost answer gives nothing back twice.
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());

  const left = order.amountTotal - order.amountRefunded;
  const items = Object.entries(quantities).flatMap(([product, quantity]) =>
    quantity > 0 ? [{ product, quantity }] : [],
  );
  const isReady = kind === "all" || (kind === "items" ? items.length > 0 : amount !== null && amount > 0);
  const body = {
    all: { restock },
    items: { items, restock },
    amount: { amount: amount ?? undefined, restock: false },
  }[kind];
  const confirm = async () => {
    await refund.mutateAsync({ tenant, params: { id: order.id }, body, idempotencyKey });
    setKey(crypto.randomUUID());
    setQuantities({});
    setRestock(false);
    setAmount(null);
    toast.success("The money is on its way back");
  };
  return (
    <section className="grid gap-4 rounded-xl border p-4" aria-label="Refund">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="font-semibold">Refund</h3>
        <Segmented<Kind> label="What is given back" value={kind} options={kinds} onChange={setKind} />
      </div>
      {kind === "all" && <p>{formatMoney(left, order.currency, { isExact: true })} are left to give back.</p>}
      {kind === "items" && <Quantities order={order} quantities={quantities} onChange={setQuantities} />}
      {kind === "amount" && (
        <Field label="Amount" hint={`At most ${formatMoney(left, order.currency, { isExact: true })}`}>
          <MoneyInput value={amount} currency={order.currency} onChange={setAmount} />
        </Field>
      )}
      {kind !== "amount" && (
        <Field label="Put back into stock" className="flex items-center justify-between">
          <Switch checked={restock} onCheckedChange={setRestock} />
        </Field>
      )}
      <ConfirmDialog
        trigger={
          <Button variant="danger" disabled={!isReady} className="justify-self-end">
            Refund
          </Button>
        }
        title="Give the money back?"
        action="Refund"
        isBusy={refund.isPending}
        error={refund.error}
        onConfirm={confirm}
      >
        Stripe pays it back to how it was paid. That can't be taken back.
      </ConfirmDialog>
    </section>
  );
}

interface QuantitiesProps {
  order: Order;
  quantities: Record<string, number>;
  onChange(quantities: Record<string, number>): void;
}

function Quantities({ order, quantities, onChange }: QuantitiesProps) {
  return (
    <div className="grid gap-3">
      {order.items.map(({ product, displayName, quantity, refundedQuantity }) => {
        const left = quantity - refundedQuantity;
        return (
          <Field
            key={product}
            label={`${displayName} (${left} left)`}
            className="grid-cols-[1fr_6rem] items-center gap-4"
          >
            <Input
              type="number"
              min={0}
              max={left}
              value={quantities[product] ?? 0}
              disabled={left === 0}
              onChange={({ target }) =>
                onChange({ ...quantities, [product]: Math.min(left, Math.max(0, Math.trunc(Number(target.value)))) })
              }
            />
          </Field>
        );
      })}
    </div>
  );
}
