import { type Product, type ProductChangesInput, productInputSchema } from "@dream-api/contract";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { type Issues, issuesUnder, newProduct, type ProductDraft } from "../../catalogue/drafts.ts";
import { issuesFound, issuesOf } from "../../catalogue/issues-of.ts";
import { ProductFields } from "../../catalogue/product-fields.tsx";
import { useAddProduct, useChangeProduct, useDeleteProduct } from "../../queries/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogClose } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { toast } from "../../ui/toast.ts";
import { ArchiveButton } from "./archive-button.tsx";
import { changedFields } from "./changed-fields.ts";

export interface ProductDialogProps {
  /** Null makes a new one; an archived one is brought back. */
  product: Product | null;
  onClose(): void;
}

export function ProductDialog({ product, onClose }: ProductDialogProps) {
  const { project } = useProject();
  const [draft, setDraft] = useState<ProductDraft>(() => (product ? draftOf(product) : newProduct()));
  const { save, isPending, error, issues } = useSaveProduct(product, onClose);
  const isSold = product !== null && !product.archived;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={product ? product.displayName : "A new product"}
      className="w-[min(42rem,calc(100vw-2rem))]"
      footer={
        <>
          {isSold && <ArchiveProduct product={product} onArchived={onClose} />}
          <span className="flex-1" />
          <DialogClose asChild>
            <Button variant="outline">Cancel</Button>
          </DialogClose>
          <Button isBusy={isPending} onClick={() => save(draft)}>
            {product?.archived ? "Bring it back" : product ? "Save" : "Add the product"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ProductFields
          product={draft}
          currency={project.currency}
          issues={issues}
          onChange={setDraft}
          isExisting={isSold}
        />
        {isSold && (
          <label className="flex items-center gap-2.5">
            <input
              type="checkbox"
              className="size-4 accent-(--color-accent)"
              checked={draft.soldOut}
              onChange={({ target }) => setDraft({ ...draft, soldOut: target.checked })}
            />
            Show it as sold out, whatever is in stock
          </label>
        )}
        {error && Object.keys(issues).length === 0 ? <ErrorNote error={error} /> : null}
      </div>
    </Dialog>
  );
}

/** Adds a product, or changes what differs from how it was. */
function useSaveProduct(product: Product | null, onSaved: () => void) {
  const { tenant } = useProject();
  const add = useAddProduct(tenant);
  const change = useChangeProduct(tenant);
  const [found, setFound] = useState<Issues>({});
  const isNew = product === null || product.archived;
  const { isPending, error } = isNew ? add : change;
  const done = () => {
    toast.success("Saved");
    onSaved();
  };
  const save = (draft: ProductDraft) => {
    const checked = productInputSchema.safeParse(draft);
    setFound(checked.success ? {} : issuesFound(checked.error));
    if (!checked.success) return;
    if (isNew) {
      add.mutate({ tenant, body: { product: checked.data } }, { onSuccess: done });
      return;
    }
    // Stock has its own way, which loses nothing that is sold meanwhile.
    const { stock: _stock, ...changes } = changedFields(draftOf(product), checked.data);
    if (Object.keys(changes).length === 0) onSaved();
    else
      change.mutate(
        { tenant, body: { name: product.name, changes: changes as ProductChangesInput } },
        { onSuccess: done },
      );
  };
  return {
    save,
    isPending,
    error,
    issues: { ...issuesUnder(issuesOf(error), isNew ? "product" : "changes"), ...found },
  };
}

function ArchiveProduct({ product, onArchived }: { product: Product; onArchived(): void }) {
  const { tenant } = useProject();
  const remove = useDeleteProduct(tenant);
  return (
    <ArchiveButton
      name={product.displayName}
      isBusy={remove.isPending}
      error={remove.error}
      onArchive={async () => {
        await remove.mutateAsync({ tenant, query: { name: product.name } });
        onArchived();
      }}
    >
      It leaves the shelf. Orders keep it.
    </ArchiveButton>
  );
}

function draftOf(product: Product) {
  const { name, displayName, description, unitAmount, imageUrl, features, stock, soldOut, shippable } = product;
  return { name, displayName, description, unitAmount, imageUrl, features, stock, soldOut, shippable };
}
