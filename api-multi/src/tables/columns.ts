/** What the tables' CSV files hold. Amounts are in minor units and times in ISO-8601, as in JSON. */
import type { Customer, EventView, Order } from "@dream-api/contract";
import type { CsvColumn } from "@dream-api/http";

export const customerColumns: readonly CsvColumn<Customer>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "email", value: ({ email }) => email },
  { name: "name", value: ({ name }) => name },
  { name: "status", value: ({ status }) => status },
  { name: "plan", value: ({ plan }) => plan },
  { name: "planSource", value: ({ planSource }) => planSource },
  { name: "subscriptionId", value: ({ subscription }) => subscription?.id ?? null },
  { name: "subscriptionStatus", value: ({ subscription }) => subscription?.status ?? null },
  { name: "subscriptionCancelAt", value: ({ subscription }) => subscription?.cancelAt ?? null },
  { name: "usageCount", value: ({ usage }) => usage?.count ?? null },
  { name: "usageLimit", value: ({ usage }) => usage?.limit ?? null },
  { name: "usagePeriodEnd", value: ({ usage }) => usage?.periodEnd ?? null },
  { name: "lastActiveAt", value: ({ lastActiveAt }) => lastActiveAt },
  { name: "createdAt", value: ({ createdAt }) => createdAt },
];

export const orderColumns: readonly CsvColumn<Order>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "status", value: ({ status }) => status },
  { name: "email", value: ({ email }) => email },
  { name: "customerId", value: ({ customerId }) => customerId },
  {
    name: "items",
    value: ({ items }) => items.map(({ product, quantity }) => `${quantity} x ${product}`).join("; "),
  },
  { name: "amountTotal", value: ({ amountTotal }) => amountTotal },
  { name: "amountRefunded", value: ({ amountRefunded }) => amountRefunded },
  { name: "currency", value: ({ currency }) => currency },
  { name: "phone", value: ({ phone }) => phone },
  { name: "shippingName", value: ({ shippingAddress }) => shippingAddress?.name ?? null },
  { name: "shippingLine1", value: ({ shippingAddress }) => shippingAddress?.line1 ?? null },
  { name: "shippingLine2", value: ({ shippingAddress }) => shippingAddress?.line2 ?? null },
  { name: "shippingPostalCode", value: ({ shippingAddress }) => shippingAddress?.postalCode ?? null },
  { name: "shippingCity", value: ({ shippingAddress }) => shippingAddress?.city ?? null },
  { name: "shippingState", value: ({ shippingAddress }) => shippingAddress?.state ?? null },
  { name: "shippingCountry", value: ({ shippingAddress }) => shippingAddress?.country ?? null },
  { name: "createdAt", value: ({ createdAt }) => createdAt },
  { name: "paidAt", value: ({ paidAt }) => paidAt },
  { name: "updatedAt", value: ({ updatedAt }) => updatedAt },
];

export const eventColumns: readonly CsvColumn<EventView>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "type", value: ({ type }) => type },
  { name: "objectType", value: ({ object }) => object?.type ?? null },
  { name: "objectId", value: ({ object }) => object?.id ?? null },
  { name: "outcome", value: ({ outcome }) => outcome },
  { name: "errorCode", value: ({ errorCode }) => errorCode },
  { name: "receivedAt", value: ({ receivedAt }) => receivedAt },
];
