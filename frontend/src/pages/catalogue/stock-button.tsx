import type { Product } from "@dream-api/contract";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { LimitInput } from "../../catalogue/limit-input.tsx";
import { formatCount } from "../../format/numbers.ts";
import { useChangeStock } from "../../queries/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { toast } from "../../ui/toast.ts";

/** How many are free, and the way to change that without losing what sells meanwhile. */
export function StockButton({ product }: { product: Product }) {
  const [isOpen, setOpen] = useState(false);
  const { stock, displayName } = product;
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="outline" size="small">
          <span className="sr-only">Stock of {displayName}:</span>
          {stock === null ? "Not counted" : `${formatCount(stock)} left`}
        </Button>
      }
      title={`Stock of ${displayName}`}
      description="What is still free. Open checkouts hold theirs already."
    >
      <StockForm product={product} onChanged={() => setOpen(false)} />
    </Dialog>
  );
}

type Way = "delta" | "set";

function StockForm({ product: { name, stock }, onChanged }: { product: Product; onChanged(): void }) {
  const { tenant } = useProject();
  const change = useChangeStock(tenant);
  const [way, setWay] = useState<Way>(stock === null ? "set" : "delta");
  const [delta, setDelta] = useState("");
  const [wanted, setWanted] = useState<number | null>(stock ?? 10);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const isReady = way === "set" || (/^[+-]?\d+$/.test(delta) && Number(delta) !== 0);
  const body = way === "delta" ? { delta: Number(delta) } : { set: wanted, expected: stock };
  const save = () =>
    change.mutate(
      { tenant, params: { name }, body, idempotencyKey },
      {
        onSuccess: ({ stock: left }) => {
          toast.success(left === null ? "No longer counted" : `${formatCount(left)} are free now`);
          onChanged();
        },
      },
    );
  return (
    <div className="grid gap-4">
      {stock !== null && (
        <Segmented<Way>
          label="How to change it"
          value={way}
          options={[
            { value: "delta", label: "Add or take away" },
            { value: "set", label: "Set it" },
          ]}
          onChange={setWay}
          className="justify-self-start"
        />
      )}
      {way === "delta" ? (
        <Field label="Change by" hint="12 for what came in, -2 for what broke">
          <Input inputMode="numeric" value={delta} onChange={({ target }) => setDelta(target.value.trim())} />
        </Field>
      ) : (
        <Field label="Free from now on" hint="Refused when something was sold since you opened this.">
          <LimitInput value={wanted} withoutLabel="Not counted" initial={10} onChange={setWanted} />
        </Field>
      )}
      {change.error && <ErrorNote error={change.error} />}
      <Button disabled={!isReady} isBusy={change.isPending} onClick={save} className="justify-self-end">
        Save
      </Button>
    </div>
  );
}
