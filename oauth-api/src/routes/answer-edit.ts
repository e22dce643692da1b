/** What an edit of the catalogue answers: the tier or product as it is now, and how far Stripe got. */
import type { Product, Tier } from "@dream-api/contract";
import { DreamError, type EditOutcome, type Scope } from "@dream-api/domain";
import type { CatalogueServices } from "../catalogue-services.ts";
import { stripeStatus, whenPending } from "./stripe-status.ts";

/** Makes an edit of the tier. @throws DreamError */
export async function answerWithTier(
  scope: Scope,
  name: string,
  { sold }: CatalogueServices,
  edit: Promise<EditOutcome>,
): Promise<{ tier: Tier } & ReturnType<typeof shared>> {
  const outcome = await edit;
  return { tier: present(await sold.findTier(scope, name)), ...shared(outcome) };
}

/** Makes an edit of the product. @throws DreamError */
export async function answerWithProduct(
  scope: Scope,
  name: string,
  { sold }: CatalogueServices,
  edit: Promise<EditOutcome>,
): Promise<{ product: Product } & ReturnType<typeof shared>> {
  const outcome = await edit;
  return { product: present(await sold.findProduct(scope, name)), ...shared(outcome) };
}

function shared({ stripe, pending }: EditOutcome) {
  return { stripe: stripeStatus(stripe), ...whenPending(pending) };
}

/** Gone only when the whole project went in between. */
function present<Item>(item: Item | null): Item {
  if (item === null) throw new DreamError("not_found");
  return item;
}
