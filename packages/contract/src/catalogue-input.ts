/** What developers write to say what they sell. Amounts are in the currency's minor unit. */
import * as z from "zod";
import { amountProblem, currencies } from "./currencies.ts";
import { currencySchema, intervals, nameSchema, projectTypes, textSchema } from "./primitives.ts";
import { projectNameSchema } from "./projects.ts";
import { imageUrlSchema } from "./urls.ts";

/** What a project's catalogue may hold: Stripe's portal shows at most 10 prices. */
export const catalogueLimits = { paidTiers: 10, productsAtOnce: 100 } as const;

/** Stripe takes at most eight digits. */
const largestUnitAmount = 99_999_999;

const amountNote =
  "In the currency's minor unit: 2900 is $29.00, and 2900 is ¥2900 because yen has no smaller unit. A multiple of 10 in bhd, jod, kwd, omr and tnd, of 100 in isk and ugx";

const tierFields = {
  displayName: textSchema(100),
  unitAmount: z
    .int()
    .min(0)
    .max(largestUnitAmount)
    .meta({ description: `${amountNote}. 0 is the free tier; any other at least what Stripe charges, as 50 in usd` }),
  interval: z.enum(intervals),
  limit: z.int().min(0).nullable().meta({ description: "Uses per monthly period; null is unlimited" }),
  rateLimitPerMinute: z.int().min(1).max(100_000).meta({ description: "Calls per user" }),
  features: z.array(textSchema(80)).max(15),
  popular: z.boolean(),
  trialDays: z.int().min(0).max(730),
};

const productFields = {
  displayName: textSchema(100),
  description: z
    .string()
    .max(2000)
    .regex(/^[^\p{Cs}\0]*$/u, "no control characters"),
  unitAmount: z.int().min(1).max(largestUnitAmount).meta({ description: amountNote }),
  imageUrl: imageUrlSchema.nullable(),
  features: z.array(textSchema(80)).max(15),
  soldOut: z.boolean(),
  shippable: z.boolean(),
};

/** A free tier has nothing to try. */
const isTrialOfSomething = ({ unitAmount, trialDays }: { unitAmount: number; trialDays: number }) =>
  unitAmount > 0 || trialDays === 0;

export const tierInputSchema = z
  .strictObject({
    name: nameSchema,
    ...tierFields,
    interval: tierFields.interval.default("month"),
    rateLimitPerMinute: tierFields.rateLimitPerMinute.default(100),
    features: tierFields.features.default([]),
    popular: tierFields.popular.default(false),
    trialDays: tierFields.trialDays.default(0),
  })
  .refine(isTrialOfSomething, { path: ["trialDays"], message: "a free tier has no trial" })
  .meta({ id: "TierInput" });
export type TierInput = z.infer<typeof tierInputSchema>;

/** What is left out stays. A new amount or interval makes a new Stripe price; subscribers keep theirs. */
export const tierChangesSchema = z
  .strictObject(tierFields)
  .partial()
  .refine(hasChange, "at least one change")
  .meta({ id: "TierChanges" });
/** A tier's changes on the wire. */
export type TierChangesInput = z.infer<typeof tierChangesSchema>;

export const productInputSchema = z
  .strictObject({
    name: nameSchema,
    ...productFields,
    description: productFields.description.default(""),
    imageUrl: productFields.imageUrl.default(null),
    features: productFields.features.default([]),
    stock: z.int().min(0).nullable().default(null).meta({ description: "null is not tracked" }),
    soldOut: productFields.soldOut.default(false),
    shippable: productFields.shippable.default(false),
  })
  .meta({ id: "ProductInput" });
export type ProductInput = z.infer<typeof productInputSchema>;

/** What is left out stays. Stock is changed through its own endpoint. */
export const productChangesSchema = z
  .strictObject({ ...productFields, position: z.int().min(0).max(100_000) })
  .partial()
  .refine(hasChange, "at least one change")
  .meta({ id: "ProductChanges" });
/** A product's changes on the wire. */
export type ProductChangesInput = z.infer<typeof productChangesSchema>;

/** A new project and what it sells: tiers for a SaaS, products for a store. */
export const catalogueInputSchema = z
  .strictObject({
    name: projectNameSchema,
    projectType: z.enum(projectTypes).meta({ description: "Fixed for ever" }),
    currency: currencySchema.refine((code) => currencies.includes(code), "a currency that Stripe takes").default("usd"),
    tiers: z
      .array(tierInputSchema)
      .min(1)
      .max(catalogueLimits.paidTiers + 1)
      .optional(),
    products: z.array(productInputSchema).min(1).max(catalogueLimits.productsAtOnce).optional(),
  })
  .superRefine((catalogue, context) => {
    const { projectType, tiers = [], products = [] } = catalogue;
    const [wanted, other] =
      projectType === "saas" ? (["tiers", "products"] as const) : (["products", "tiers"] as const);
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    if (!catalogue[wanted]) refuse([wanted], `a ${projectType} project has ${wanted}`);
    if (catalogue[other]) refuse([other], `a ${projectType} project has no ${other}`);
    const isFree = ({ unitAmount }: TierInput) => unitAmount === 0;
    if (tiers.filter(isFree).length > 1) refuse(["tiers"], "at most one free tier");
    if (tiers.filter((tier) => !isFree(tier)).length > catalogueLimits.paidTiers) {
      refuse(["tiers"], `at most ${catalogueLimits.paidTiers} paid tiers`);
    }
    for (const [path, message] of amountProblems(catalogue)) refuse(path, message);
    for (const index of repeated(tiers)) refuse(["tiers", index, "name"], "this name is used above");
    for (const index of repeated(products)) refuse(["products", index, "name"], "this name is used above");
  })
  .meta({ id: "CatalogueInput" });
export type CatalogueInput = z.infer<typeof catalogueInputSchema>;

/** The places of the items whose name an earlier one has. */
function repeated(items: readonly { name: string }[]): number[] {
  const names = items.map(({ name }) => name);
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
}

function hasChange(changes: object): boolean {
  return Object.values(changes).some((value) => value !== undefined);
}

/** What Stripe would refuse later, by its place. */
function amountProblems({
  currency,
  tiers = [],
  products = [],
}: Pick<CatalogueInput, "currency" | "tiers" | "products">) {
  const problemsOf = (kind: "tiers" | "products", items: readonly { unitAmount: number }[]) =>
    items.flatMap(({ unitAmount }, index) => {
      const problem = amountProblem(currency, unitAmount, { isCharged: kind === "tiers" });
      return problem === null ? [] : [[[kind, index, "unitAmount"], problem] as const];
    });
  return [...problemsOf("tiers", tiers), ...problemsOf("products", products)].map(
    ([path, message]) => [[...path], message] as [(string | number)[], string],
  );
}
