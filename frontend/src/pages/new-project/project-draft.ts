/** A project while it is being typed. Kept in this browser, so that it can be left and found again. */
import { type CatalogueInput, catalogueInputSchema, type ProjectType } from "@dream-api/contract";
import { useState } from "react";
import { type Issues, newProduct, newTier, type ProductDraft, type TierDraft } from "../../catalogue/drafts.ts";
import { issuesFound } from "../../catalogue/issues-of.ts";
import { keep, readKept } from "../../kept.ts";

export interface ProjectDraft {
  readonly name: string;
  readonly type: ProjectType | null;
  readonly currency: string;
  readonly tiers: readonly TierDraft[];
  readonly products: readonly ProductDraft[];
}

const emptyDraft: ProjectDraft = {
  name: "",
  type: null,
  currency: "usd",
  tiers: [
    newTier({ name: "free", displayName: "Free", unitAmount: 0, limit: 100, features: ["Community support"] }),
    newTier({
      name: "pro",
      displayName: "Pro",
      unitAmount: 2900,
      limit: 10_000,
      features: ["Priority support"],
      popular: true,
    }),
  ],
  products: [
    newProduct({
      name: "mug",
      displayName: "Mug",
      description: "Holds 300 ml of coffee.",
      unitAmount: 1800,
      stock: 25,
    }),
  ],
};

const keptName = "setup.draft";

export function useProjectDraft() {
  const [draft, setDraft] = useState(readDraft);
  const change = (changes: Partial<ProjectDraft>) => {
    const next = { ...draft, ...changes };
    setDraft(next);
    keep(keptName, JSON.stringify(next));
  };
  return { draft, change, forget: () => keep(keptName, null) };
}

function readDraft(): ProjectDraft {
  try {
    return { ...emptyDraft, ...JSON.parse(readKept(keptName) ?? "{}") };
  } catch {
    return emptyDraft;
  }
}

/** What is sent, or what is wrong with it by the path of the field. */
export function checkDraft(draft: ProjectDraft): { catalogue: CatalogueInput } | { issues: Issues } {
  const { name, type, currency, tiers, products } = draft;
  const result = catalogueInputSchema.safeParse({
    name,
    projectType: type,
    currency,
    ...(type === "store" ? { products } : { tiers }),
  });
  if (result.success) return { catalogue: result.data };
  return { issues: issuesFound(result.error) };
}
