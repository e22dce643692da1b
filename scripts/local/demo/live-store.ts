/** Does what the plan says for the demo store, through the API and Stripe's pages. */
import type { AppCaller, StripePages } from "./demo-callers.ts";
import { type Line, moreProducts, type StoreStep } from "./plan-store.ts";

export interface StoreKeeper {
  /** @throws Error for an answer that the plan did not reckon with */
  do(step: StoreStep): Promise<void>;
  /** Carts that held something sold out. */
  turnedAway(): number;
}

type Order = Extract<StoreStep, { kind: "order" }>;
type Refund = Extract<StoreStep, { kind: "refund" }>;

interface Cart {
  readonly orderId: string;
  readonly sessionId: string;
  readonly items: readonly Line[];
}

const needsAddress = new Set(moreProducts.filter(({ shippable }) => shippable).map(({ name }) => name));

export function openStore(app: AppCaller, pages: StripePages): StoreKeeper {
  const sold = new Map<number, Cart>();
  let turnedAway = 0;

  async function order({ number, buyer, isKnown, items, ends }: Order): Promise<void> {
    const cart = await fillCart(isKnown ? buyer.id : undefined, buyer.email, items);
    if (!cart || ends === "abandoned") return;
    const card = ends === "paid" ? "pm_card_visa" : "pm_card_chargeDeclined";
    const address = cart.items.some(({ product }) => needsAddress.has(product)) ? addressOf(number, buyer.name) : {};
    const form = { payment_method: card, email: buyer.email, name: buyer.name, ...address };
    if (await pages.pay(cart.sessionId, form)) sold.set(number, cart);
  }

  /** Without what is sold out, if something is left. */
  async function fillCart(userId: string | undefined, email: string, items: readonly Line[]): Promise<Cart | null> {
    const who = userId === undefined ? {} : { userId };
    const { status, json } = await app.try("/api/cart/checkout", { ...who, body: { items, email } });
    if (status === 200) return { orderId: json.orderId, sessionId: json.sessionId, items };
    if (json.code !== "sold_out") throw new Error(`A cart was refused: ${JSON.stringify(json)}`);
    turnedAway += 1;
    const short = new Set(json.lines.map(({ product }: Line) => product));
    const left = items.filter(({ product }) => !short.has(product));
    return left.length > 0 ? fillCart(userId, email, left) : null;
  }

  async function refund({ number, whole, restock }: Refund): Promise<void> {
    const bought = sold.get(number);
    if (!bought) return;
    const [first] = bought.items;
    const items = whole ? bought.items : first ? [{ product: first.product, quantity: 1 }] : [];
    await app.ask(`/api/orders/${bought.orderId}/refund`, { body: { items, restock } });
  }

  return {
    turnedAway: () => turnedAway,
    async do(step) {
      if (step.kind === "order") await order(step);
      else if (step.kind === "refund") await refund(step);
      else await app.ask(`/api/products/${step.product}/stock`, { body: { delta: step.delta } });
    },
  };
}

const towns = [
  { city: "Lisbon", country: "PT", postal_code: "1100-150" },
  { city: "Utrecht", country: "NL", postal_code: "3511 EP" },
  { city: "Nairobi", country: "KE", postal_code: "00100" },
  { city: "Portland", country: "US", postal_code: "97205", state: "OR" },
  { city: "Kyoto", country: "JP", postal_code: "604-8005" },
] as const;

function addressOf(number: number, name: string): Record<string, string> {
  const town = towns[number % towns.length] ?? towns[0];
  const fields = Object.entries({ line1: `Main Street ${(number % 90) + 1}`, ...town });
  return {
    phone: `+1 555 0${100 + (number % 100)}`,
    "shipping[name]": name,
    ...Object.fromEntries(fields.map(([field, value]) => [`shipping[address][${field}]`, value])),
  };
}
