/** What the project will sell: tiers or products, as its kind has it. */

import type { Issues } from "../../catalogue/drafts.ts";
import { newProduct, newTier } from "../../catalogue/drafts.ts";
import { ProductFields } from "../../catalogue/product-fields.tsx";
import { TierFields } from "../../catalogue/tier-fields.tsx";
import { formatMoney } from "../../format/money.ts";
import { formatUses } from "../../format/numbers.ts";
import { ItemList } from "./item-list.tsx";
import type { ProjectDraft } from "./project-draft.ts";

export interface CatalogueDraftProps {
  draft: ProjectDraft;
  issues: Issues;
  onChange(changes: Partial<ProjectDraft>): void;
}

export function CatalogueDraft({ draft, issues, onChange }: CatalogueDraftProps) {
  const { type, currency, tiers, products } = draft;
  const price = (unitAmount: number | null) => (unitAmount === null ? "no price" : formatMoney(unitAmount, currency));
  return (
    <section className="grid gap-3">
      <div>
        <h2 className="font-semibold text-[15px] tracking-tight">{type === "store" ? "Products" : "Tiers"}</h2>
        <p className="text-muted">Begin with these or your own. You can edit, add and reorder them at any time.</p>
      </div>
      {type === "store" ? (
        <ItemList
          noun="product"
          path="products"
          items={products}
          issues={issues}
          summaryOf={({ unitAmount }) => price(unitAmount)}
          createItem={newProduct}
          onChange={(changed) => onChange({ products: changed })}
          renderFields={(product, own, change) => (
            <ProductFields product={product} currency={currency} issues={own} onChange={change} />
          )}
        />
      ) : (
        <ItemList
          noun="tier"
          path="tiers"
          items={tiers}
          issues={issues}
          summaryOf={({ unitAmount, limit }) => `${price(unitAmount)} · ${formatUses(limit)}`}
          createItem={newTier}
          onChange={(changed) => onChange({ tiers: changed })}
          renderFields={(tier, own, change) => (
            <TierFields tier={tier} currency={currency} issues={own} onChange={change} />
          )}
        />
      )}
    </section>
  );
}
