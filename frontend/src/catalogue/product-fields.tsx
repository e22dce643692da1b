/** The fields of a product. Its name in code follows what people read until it is fixed or typed by hand. */
import { Field, Input, Textarea } from "../ui/field.tsx";
import { MoneyInput } from "../ui/money-input.tsx";
import type { Issues, ProductDraft } from "./drafts.ts";
import { ImageInput } from "./image-input.tsx";
import { LimitInput } from "./limit-input.tsx";
import { slugOf } from "./slug-of.ts";

export interface ProductFieldsProps {
  product: ProductDraft;
  currency: string;
  issues: Issues;
  onChange(product: ProductDraft): void;
  /** A product that exists keeps its name for ever, and its stock is changed on its own. */
  isExisting?: boolean;
}

export function ProductFields({ product, currency, issues, onChange, isExisting = false }: ProductFieldsProps) {
  const set = (changes: Partial<ProductDraft>) => onChange({ ...product, ...changes });
  const rename = (displayName: string) => {
    const isNameFollowing = !isExisting && product.name === slugOf(product.displayName);
    set({ displayName, ...(isNameFollowing ? { name: slugOf(displayName) } : {}) });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" error={issues.displayName}>
        <Input value={product.displayName} placeholder="Mug" onChange={({ target }) => rename(target.value)} />
      </Field>
      <Field
        label="Name in code"
        hint={isExisting ? "Fixed: your code may use it." : "For ever the same, in test and in live."}
        error={issues.name}
      >
        <Input
          className="font-mono text-[13px]"
          value={product.name}
          readOnly={isExisting}
          placeholder="mug"
          onChange={({ target }) => set({ name: target.value })}
        />
      </Field>
      <Field label="Price" error={issues.unitAmount}>
        <MoneyInput value={product.unitAmount} currency={currency} onChange={(unitAmount) => set({ unitAmount })} />
      </Field>
      {!isExisting && (
        <Field label="In stock" hint="The last one sells once, whoever comes first." error={issues.stock}>
          <LimitInput
            value={product.stock}
            withoutLabel="Not counted"
            initial={10}
            onChange={(stock) => set({ stock })}
          />
        </Field>
      )}
      <Field className="sm:col-span-2" label="Description" isOptional error={issues.description}>
        <Textarea
          value={product.description}
          placeholder="Holds 300 ml of coffee."
          onChange={({ target }) => set({ description: target.value })}
        />
      </Field>
      <ImageInput
        className="sm:col-span-2"
        value={product.imageUrl}
        error={issues.imageUrl}
        onChange={(imageUrl) => set({ imageUrl })}
      />
      <label className="flex items-center gap-2.5">
        <input
          type="checkbox"
          className="size-4 accent-(--color-accent)"
          checked={product.shippable}
          onChange={({ target }) => set({ shippable: target.checked })}
        />
        It is shipped: ask for an address
      </label>
    </div>
  );
}
