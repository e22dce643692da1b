/**
 * Buying: the items are taken off the stock in one transaction with the order, then Stripe makes the session. They go
 * back only on what Stripe says for sure; what nobody knows is left to the sweep.
 */
import { checkoutUrls } from "../checkout/return-urls.ts";
import { minuteMs, secondMs } from "../clock.ts";
import { DreamError } from "../errors.ts";
import { isOurUserId, newId } from "../ids.ts";
import { refuseForeignUrls } from "../projects/refuse-foreign-urls.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { Scope } from "../tenancy/scope.ts";
import { refuseForBrowser } from "./browser-rules.ts";
import { type CartItem, type CartLine, mergeLines, refuseTooLittle, soldOutLines, totalOf } from "./cart.ts";
import { type FollowDependencies, followOrder } from "./follow-order.ts";
import { sweepMarginMs, withoutSession } from "./next-order.ts";
import type { OrderPayment } from "./order-payments.ts";
import type { NewOrder, ReservationCaps } from "./order-store.ts";
import type { Shop, ShopReader, Wanted } from "./shop.ts";

export interface BuyRequest {
  readonly items: readonly CartLine[];
  readonly email?: string | undefined;
  readonly successUrl?: string | undefined;
  readonly cancelUrl?: string | undefined;
  readonly promotionCode?: string | undefined;
  /** Whom a server says it is for; null for a guest. */
  readonly userId: string | null;
  /** A hash of a browser's address; null for a server's call. */
  readonly browserHash: string | null;
  /** Where our own result pages are: an origin. */
  readonly ownOrigin: string;
}

export interface BuyDependencies extends FollowDependencies {
  readonly shop: ShopReader;
  readonly planIsNeeded: (mode: Scope["mode"]) => boolean;
  /** Brings Stripe in line with the catalogue now. @throws ProviderFailure */
  readonly sync: (scope: Scope) => Promise<void>;
  readonly report: (message: string, cause: unknown) => void;
}

export interface Purchase {
  readonly url: string;
  readonly sessionId: string;
  readonly orderId: string;
  /** Business time. */
  readonly expiresAt: number;
}

/** Stripe wants at least 30 minutes; the rest is for clocks that differ and for repeating the call. */
const sessionLifeMs = 35 * minuteMs;

const caps: ReservationCaps = { ofBrowser: 5, ofBrowsers: 500, ofProject: 10_000 };
/** An open order of somebody else's may end at any time. */
const retryAfterSeconds = minuteMs / secondMs;
/** How often a cart is tried that was sold out for a moment only. */
const attempts = 5;

/**
 * @throws DreamError `wrong_project_type`, `plan_required`, `stripe_not_connected`, `not_synced`, `user_erased`,
 * `validation_failed`, `sold_out`, `too_many_open_orders`, `conflict`; ProviderFailure
 */
export async function buy(scope: Scope, request: BuyRequest, deps: BuyDependencies): Promise<Purchase> {
  if (request.browserHash !== null) refuseForBrowser(request.items);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const sale = await openSale(scope, request, deps);
    const lines = soldOutLines(sale.items);
    if (lines.length > 0) throw new DreamError("sold_out", { lines });
    // What a discount leaves, and whether that is free, only Stripe knows.
    if (request.promotionCode === undefined) refuseTooLittle(sale.items, sale.shop);
    const order = await newOrder(request, sale, scope, deps);
    const reserved = await deps.orders.reserve(scope, order, caps);
    if (reserved === "too_many") throw new DreamError("too_many_open_orders", { retryAfterSeconds });
    if (reserved === "reserved") return startPaying(scope, order, deps);
    // Others were faster: the next look tells what is short, unless it was given back meanwhile.
  }
  throw new DreamError("conflict");
}

interface Sale {
  readonly shop: Shop;
  readonly account: string;
  readonly items: readonly CartItem[];
}

async function openSale(scope: Scope, request: BuyRequest, deps: BuyDependencies): Promise<Sale> {
  const { shop, account } = await openShop(scope, request, deps);
  return { shop, account, items: mergeLines(request.items, shop) };
}

async function openShop(scope: Scope, request: BuyRequest, deps: BuyDependencies) {
  const wanted = wantedOf(request);
  const shop = await readShop(scope, wanted, deps);
  const account = refuseClosed(shop, scope, deps);
  refuseBuyer(request, shop);
  if (shop.products.every(({ priceId }) => priceId !== null)) return { shop, account };
  await deps.sync(scope);
  const synced = await readShop(scope, wanted, deps);
  if (synced.products.every(({ priceId }) => priceId !== null)) return { shop: synced, account };
  throw new DreamError("not_synced");
}

async function readShop(scope: Scope, wanted: Wanted, { shop }: BuyDependencies): Promise<Shop> {
  const read = await shop.read(scope, wanted);
  if (!read) throw new DreamError("unauthorized");
  return read;
}

function wantedOf({ items, userId }: BuyRequest): Wanted {
  return {
    products: items.flatMap(({ product }) => product ?? []),
    priceIds: items.flatMap(({ priceId }) => priceId ?? []),
    userId,
  };
}

/** @returns the account that sells */
function refuseClosed(shop: Shop, { mode }: Scope, { planIsNeeded, clock }: BuyDependencies): string {
  if (shop.type !== "store") throw new DreamError("wrong_project_type");
  const isCovered = shop.coveredUntil !== null && clock().business < shop.coveredUntil;
  if (planIsNeeded(mode) && !isCovered) throw new DreamError("plan_required");
  if (shop.stripeAccountId === null) throw new DreamError("stripe_not_connected");
  return shop.stripeAccountId;
}

function refuseBuyer({ userId }: BuyRequest, { buyer }: Shop): void {
  if (buyer?.isErased) throw new DreamError("user_erased");
  if (buyer || userId === null || !isOurUserId(userId)) return;
  const message = "ids that start with usr_ are given out by hosted sign-in; this one was not";
  throw new DreamError("validation_failed", { issues: [{ path: "userId", message }] });
}

type OrderWithRequest = NewOrder & { readonly sessionRequest: NonNullable<NewOrder["sessionRequest"]> };

async function newOrder(
  request: BuyRequest,
  { shop, account, items }: Sale,
  { mode }: Scope,
  { clock, paymentsOf }: BuyDependencies,
): Promise<OrderWithRequest> {
  const { userId, browserHash, promotionCode } = request;
  const { successUrl, cancelUrl } = request;
  if (request.browserHash !== null) refuseForeignUrls({ successUrl, cancelUrl }, shop.allowedOrigins);
  const urls = checkoutUrls(request, shop);
  const promotionCodeId =
    promotionCode === undefined ? null : await paymentsOf(mode).findPromotionCode(account, promotionCode);
  if (promotionCode !== undefined && promotionCodeId === null) {
    throw new DreamError("validation_failed", {
      issues: [{ path: "body.promotionCode", message: "is not a code that can be used" }],
    });
  }
  const createdAt = clock().business;
  const expiresAt = createdAt + sessionLifeMs;
  const email = request.email ?? shop.buyer?.email ?? null;
  return {
    orderId: newId("order"),
    stripeAccountId: account,
    userId,
    browserHash,
    email,
    currency: shop.currency,
    amountTotal: totalOf(items),
    items: items.map(({ product: { name, displayName, unitAmount }, quantity }) => ({
      product: name,
      displayName,
      unitAmount,
      quantity,
    })),
    sessionRequest: {
      ...urls,
      lines: items.map(({ product, quantity }) => ({ priceId: product.priceId ?? "", quantity })),
      email,
      promotionCodeId,
      isShipped: items.some(({ product }) => product.isShippable),
      expiresAt,
    },
    createdAt,
    expiresAt,
    dueAt: createdAt + sweepMarginMs,
  };
}

async function startPaying(scope: Scope, order: OrderWithRequest, deps: BuyDependencies): Promise<Purchase> {
  const { orderId, stripeAccountId, sessionRequest, expiresAt } = order;
  const payment = await createSession();
  const { sessionId, url } = payment;
  const isWaiting = await deps.orders.attachSession(scope, orderId, { sessionId, dueAt: expiresAt + sweepMarginMs });
  if (isWaiting && url !== null) return { url, sessionId, orderId, expiresAt };
  // The sweep was here first and has ended the session, or will with the next look at it.
  await deps.paymentsOf(scope.mode).expireSession(stripeAccountId, sessionId);
  await followOrder({ scope, orderId }, deps);
  throw new DreamError("conflict");

  async function createSession(): Promise<OrderPayment> {
    try {
      return await deps.paymentsOf(scope.mode).createSession(stripeAccountId, orderId, sessionRequest);
    } catch (cause) {
      if (cause instanceof ProviderFailure && cause.kind === "refused") await giveBack(scope, orderId, deps);
      throw cause;
    }
  }
}

/** What can't be written now the sweep finds out again. */
async function giveBack(scope: Scope, orderId: string, { orders, clock, report }: BuyDependencies): Promise<void> {
  try {
    const order = await orders.read(scope, orderId);
    if (order?.isReserved) await orders.write(scope, order, withoutSession(order), clock());
  } catch (cause) {
    report(`the items of order ${orderId} could not be given back`, cause);
  }
}
