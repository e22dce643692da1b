/** The products of a store: drag to order, press to edit, stock beside each, with the shelf as customers see it. */
import type { Product } from "@dream-api/contract";
import { ImageOff, Package } from "lucide-react";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { StorePreview } from "../../catalogue/store-preview.tsx";
import { formatMoney } from "../../format/money.ts";
import { useProducts, useReorderProducts } from "../../queries/catalogue.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { SortableList } from "../../ui/sortable-list.tsx";
import { ArchivedItems } from "./archived-items.tsx";
import { ProductDialog } from "./product-dialog.tsx";
import { StockButton } from "./stock-button.tsx";
import { StripeStatus } from "./stripe-status.tsx";

/** What is edited: a product, or null for a new one. */
type Edited = { readonly product: Product | null };

export function ProductsEditor() {
  const { project, tenant } = useProject();
  const products = useProducts(tenant);
  const [edited, setEdited] = useState<Edited | null>(null);
  const sold = products.items?.filter(({ archived }) => !archived) ?? [];
  const archived = products.items?.filter(({ archived: isArchived }) => isArchived) ?? [];
  return (
    <Page
      title="Products"
      description="A new price is for new orders. Stock is what is still free: open checkouts hold theirs already."
      actions={<Button onClick={() => setEdited({ product: null })}>Add a product</Button>}
    >
      <StripeStatus />
      {products.error && !products.items && <ErrorNote error={products.error} onRetry={() => products.refetch()} />}
      {products.isPending && <Skeleton className="h-64 rounded-xl" />}
      {products.items && (
        <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
          <div className="grid gap-6">
            {sold.length === 0 ? (
              <Card>
                <EmptyState icon={Package} title="The shelf is empty">
                  A product has a price and, if you like, a picture and a stock that is never sold twice.
                </EmptyState>
              </Card>
            ) : (
              <ProductList products={sold} onEdit={(product) => setEdited({ product })} />
            )}
            <MoreButton pages={products} />
            <ArchivedItems items={archived} noun="product" onBringBack={(product) => setEdited({ product })} />
          </div>
          <section aria-label="Preview" className="grid gap-3 lg:sticky lg:top-6">
            <h2 className="font-semibold text-[15px] tracking-tight">As customers see it</h2>
            <StorePreview products={sold} currency={project.currency} />
          </section>
        </div>
      )}
      {edited && <ProductDialog product={edited.product} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function ProductList({ products, onEdit }: { products: readonly Product[]; onEdit(product: Product): void }) {
  const { tenant } = useProject();
  const reorder = useReorderProducts(tenant);
  return (
    <div className="grid gap-3">
      <SortableList
        label="Products"
        items={products}
        idOf={({ name }) => name}
        nameOf={({ displayName }) => displayName}
        onReorder={(names) => reorder.mutate({ names, products })}
        renderItem={(product) => <ProductRow product={product} onEdit={() => onEdit(product)} />}
      />
      {reorder.error && <ErrorNote error={reorder.error} />}
    </div>
  );
}

function ProductRow({ product, onEdit }: { product: Product; onEdit(): void }) {
  const { name, displayName, unitAmount, currency, imageUrl, soldOut, shippable } = product;
  return (
    <div className="flex items-center gap-3">
      <button type="button" onClick={onEdit} className="flex min-w-0 flex-1 items-center gap-3 text-left">
        <span className="grid size-10 shrink-0 place-items-center overflow-hidden rounded-lg border bg-sunken text-muted">
          {imageUrl ? (
            <img src={imageUrl} alt="" className="size-full object-cover" />
          ) : (
            <ImageOff className="size-4" aria-hidden />
          )}
        </span>
        <span className="grid min-w-0">
          <span className="flex flex-wrap items-center gap-2">
            <span className="truncate font-medium">{displayName}</span>
            {soldOut && <Badge tone="bad">Sold out</Badge>}
            {shippable && <Badge>Shipped</Badge>}
          </span>
          <span className="figures text-muted">
            {formatMoney(unitAmount, currency)} <code className="font-mono text-xs">{name}</code>
          </span>
        </span>
      </button>
      <StockButton product={product} />
    </div>
  );
}
