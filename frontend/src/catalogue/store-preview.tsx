/** A shop's shelf as customers would see it, of products that may still be typed. */
import { Package } from "lucide-react";
import { formatMoney } from "../format/money.ts";
import { Badge } from "../ui/badge.tsx";
import type { ProductDraft } from "./drafts.ts";

type ShownProduct = Pick<ProductDraft, "displayName" | "description" | "unitAmount" | "imageUrl" | "stock" | "soldOut">;

const scarce = 5;

export function StorePreview({ products, currency }: { products: readonly ShownProduct[]; currency: string }) {
  return (
    <ul className="grid grid-cols-2 gap-3">
      {products.map((product, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a product that is being typed has no name yet.
          key={index}
          className="overflow-hidden rounded-xl border bg-surface"
        >
          <div className="grid aspect-4/3 place-items-center bg-sunken text-muted">
            {product.imageUrl ? (
              <img src={product.imageUrl} alt="" className="size-full object-cover" />
            ) : (
              <Package className="size-7 opacity-60" aria-hidden />
            )}
          </div>
          <div className="grid gap-1 p-3">
            <p className="truncate font-medium">{product.displayName || "Unnamed"}</p>
            {product.description && <p className="line-clamp-2 text-muted text-xs">{product.description}</p>}
            <p className="flex flex-wrap items-center justify-between gap-1">
              <span className="figures font-semibold">
                {product.unitAmount === null ? "–" : formatMoney(product.unitAmount, currency)}
              </span>
              {stockBadge(product)}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function stockBadge({ stock, soldOut }: ShownProduct) {
  if (soldOut || stock === 0) return <Badge tone="bad">Sold out</Badge>;
  if (stock === 1) return <Badge tone="warning">Last one</Badge>;
  return stock !== null && stock <= scarce ? <Badge tone="warning">{stock} left</Badge> : null;
}
