/**
 * What api-multi has for customers and is not reachable yet: an endpoint moves to `apiMultiEndpoints` with its route.
 */
import {
  createCartCheckout,
  createCheckout,
  openCustomerPortal,
  showCheckoutCanceled,
  showCheckoutSuccess,
} from "./checkout.ts";
import type { Endpoint } from "./endpoint.ts";
import { changeStock, listOrders, readOrder, readOrderBySession, refundOrder } from "./orders.ts";
import {
  cancelSubscription,
  changeSubscription,
  listSubscriptions,
  previewSubscriptionChange,
  resumeSubscription,
} from "./subscriptions.ts";

export const customerSideEndpoints: readonly Endpoint[] = [
  createCheckout,
  createCartCheckout,
  readOrderBySession,
  openCustomerPortal,
  listSubscriptions,
  previewSubscriptionChange,
  changeSubscription,
  cancelSubscription,
  resumeSubscription,
  listOrders,
  readOrder,
  refundOrder,
  changeStock,
  showCheckoutSuccess,
  showCheckoutCanceled,
];
