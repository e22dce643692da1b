/** The catalogue on a connected account: products under our ids, prices under their lookup keys. */
import { intervals } from "@dream-api/contract";
import {
  catalogueCallPrefix,
  lookupKeyOf,
  type ProductChanges,
  ProviderFailure,
  randomBase62,
  type StripeCatalogue,
  type StripePrice,
  type StripeProduct,
} from "@dream-api/domain";
import type Stripe from "stripe";
import { askStripe } from "./stripe-failure.ts";

/** As many as Stripe gives at once. */
const perPage = 100;

/** Marks the prices that we made, by the product they are for; owners add prices of their own. */
const priceMark = "dream_api_item";

/** @param stripe a client whose key decides the mode */
export function createStripeCatalogue(stripe: Stripe): StripeCatalogue {
  return {
    async readProducts(account, productIds) {
      const { data } = await askStripe("list products", () =>
        stripe.products.list({ ids: [...productIds], limit: perPage }, { stripeAccount: account }),
      );
      return data.map(productOf);
    },

    listPrices: (account, productId) =>
      askStripe("list prices", async () => {
        const prices: StripePrice[] = [];
        const all = stripe.prices.list(
          { product: productId, active: true, limit: perPage },
          { stripeAccount: account },
        );
        for await (const price of all) prices.push(priceOf(price, productId));
        return prices;
      }),

    async createProduct(account, productId, { displayName, ...fields }) {
      const create = () =>
        stripe.products.create({ id: productId, name: displayName, ...createdFields(fields) }, ownCall(account));
      try {
        await askStripe("create a product", create);
      } catch (cause) {
        if (!(cause instanceof ProviderFailure) || cause.providerCode !== "resource_already_exists") throw cause;
        await this.changeProduct(account, productId, { displayName, ...fields });
      }
    },

    async changeProduct(account, productId, changes) {
      await askStripe("change a product", () =>
        stripe.products.update(productId, changedFields(changes), ownCall(account)),
      );
    },

    async createPrice(account, productId, { unitAmount, currency, interval }) {
      const { id } = await askStripe("create a price", () =>
        stripe.prices.create(
          {
            product: productId,
            unit_amount: unitAmount,
            currency,
            ...(interval ? { recurring: { interval } } : {}),
            lookup_key: lookupKeyOf(productId),
            transfer_lookup_key: true,
            metadata: { [priceMark]: productId },
          },
          ownCall(account),
        ),
      );
      return id;
    },

    async archivePrice(account, priceId) {
      await askStripe("archive a price", () => stripe.prices.update(priceId, { active: false }, ownCall(account)));
    },
  };
}

/** A change under a name by which we know its news again. */
function ownCall(stripeAccount: string): Stripe.RequestOptions {
  return { stripeAccount, idempotencyKey: catalogueCallPrefix + randomBase62(24) };
}

function createdFields({ description, imageUrl, features, isShippable, isActive, metadata }: ProductChanges) {
  return {
    ...(description ? { description } : {}),
    ...(imageUrl ? { images: [imageUrl] } : {}),
    ...(features?.length ? { marketing_features: features.map((name) => ({ name })) } : {}),
    ...(isShippable ? { shippable: true } : {}),
    ...(isActive === undefined ? {} : { active: isActive }),
    ...(metadata ? { metadata: { ...metadata } } : {}),
  };
}

/** Only what is to change; an empty text takes a field's value away. */
function changedFields(changes: ProductChanges): Stripe.ProductUpdateParams {
  const { displayName, description, imageUrl, features, isShippable, isActive, metadata, defaultPriceId } = changes;
  return {
    ...(displayName === undefined ? {} : { name: displayName }),
    ...(description === undefined ? {} : { description }),
    ...(imageUrl === undefined ? {} : { images: imageUrl === null ? "" : [imageUrl] }),
    ...(features === undefined
      ? {}
      : { marketing_features: features.length === 0 ? "" : features.map((name) => ({ name })) }),
    ...(isShippable === undefined ? {} : { shippable: isShippable }),
    ...(isActive === undefined ? {} : { active: isActive }),
    ...(metadata === undefined ? {} : { metadata: { ...metadata } }),
    ...(defaultPriceId === undefined ? {} : { default_price: defaultPriceId }),
  };
}

function productOf(product: Stripe.Product): StripeProduct {
  return {
    productId: product.id,
    displayName: product.name,
    description: product.description ?? "",
    imageUrl: product.images[0] ?? null,
    features: product.marketing_features.map(({ name }) => name ?? ""),
    isShippable: product.shippable ?? false,
    isActive: product.active,
    metadata: product.metadata,
    defaultPriceId:
      typeof product.default_price === "string" ? product.default_price : (product.default_price?.id ?? null),
  };
}

function priceOf(price: Stripe.Price, productId: string): StripePrice {
  return {
    priceId: price.id,
    lookupKey: price.lookup_key,
    unitAmount: price.unit_amount,
    currency: price.currency,
    interval: intervalOf(price.recurring),
    isOurs: price.metadata[priceMark] === productId,
  };
}

function intervalOf(recurring: Stripe.Price.Recurring | null): StripePrice["interval"] {
  if (!recurring) return null;
  if (recurring.interval_count !== 1) return "other";
  return intervals.find((interval) => interval === recurring.interval) ?? "other";
}
