import { useEffect, useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { formatMoney } from "../../format/money.ts";
import { useTiers } from "../../queries/catalogue.ts";
import { useChangeSubscription, usePreviewChange } from "../../queries/customers.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { toast } from "../../ui/toast.ts";

export interface ChangeTierDialogProps {
  customerId: string;
  /** The tier that is paid now. */
  current: string;
}

/** Puts a subscription on another tier, after saying what Stripe would take for it now. */
export function ChangeTierDialog(props: ChangeTierDialogProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="outline" size="small">
          Change the tier
        </Button>
      }
      title="Change the tier"
      description="At once. The difference is paid or credited at once; what can't be paid does not take place."
    >
      <ChangeTierForm {...props} onChanged={() => setOpen(false)} />
    </Dialog>
  );
}

function ChangeTierForm({ customerId, current, onChanged }: ChangeTierDialogProps & { onChanged(): void }) {
  const { tenant } = useProject();
  const tiers = useTiers(tenant);
  const choices = (tiers.data?.data ?? []).filter(
    ({ name, unitAmount, archived }) => name !== current && unitAmount > 0 && !archived,
  );
  const [tier, setTier] = useState("");
  const [idempotencyKey, setKey] = useState("");
  const change = useChangeSubscription(tenant);
  if (tiers.data && choices.length === 0) return <p className="text-muted">There is no other paid tier.</p>;
  const apply = () =>
    change.mutate(
      { tenant, params: { id: customerId }, body: { tier }, idempotencyKey },
      {
        onSuccess: () => {
          toast.success("Changed. The next call sees it.");
          onChanged();
        },
      },
    );
  return (
    <div className="grid gap-4">
      <Field label="New tier">
        <Select
          value={tier}
          onChange={({ target }) => {
            setTier(target.value);
            setKey(crypto.randomUUID());
          }}
        >
          <option value="">Choose</option>
          {choices.map(({ name, displayName, unitAmount, currency, interval }) => (
            <option key={name} value={name}>
              {displayName}, {formatMoney(unitAmount, currency)} a {interval}
            </option>
          ))}
        </Select>
      </Field>
      {tier && <Preview key={tier} customerId={customerId} tier={tier} />}
      {change.error && <ErrorNote error={change.error} />}
      <Button disabled={!tier} isBusy={change.isPending} onClick={apply} className="justify-self-end">
        Change it now
      </Button>
    </div>
  );
}

function Preview({ customerId, tier }: { customerId: string; tier: string }) {
  const { tenant } = useProject();
  const { mutate, data, error } = usePreviewChange();
  useEffect(() => mutate({ tenant, params: { id: customerId }, body: { tier } }), [mutate, tenant, customerId, tier]);
  if (error) return <ErrorNote error={error} />;
  if (!data) return <Skeleton className="h-20" />;
  const money = (amount: number) => formatMoney(amount, data.currency, { isExact: true });
  return (
    <table className="w-full text-[13px]">
      <caption className="sr-only">What the change costs now</caption>
      <tbody className="divide-y border-y">
        {data.lines.map(({ description, amount }) => (
          <tr key={description}>
            <td className="py-1.5 pr-4">{description}</td>
            <td className="figures py-1.5 text-right">{money(amount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot className="font-semibold">
        <tr>
          <th scope="row" className="pt-2 text-left">
            {data.total < 0 ? "Credit for later invoices" : "Paid now"}
          </th>
          <td className="figures pt-2 text-right">{money(data.total < 0 ? -data.total : data.amountDue)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
