import { describe, expect, test } from "vitest";
import {
  cartCheckoutSchema,
  createCustomerSchema,
  customerChangesSchema,
  eraseCustomer,
  listOrders,
  refundSchema,
  stockChangeSchema,
} from "../src/index.ts";

const line = { product: "mug", quantity: 1 };

describe("a cart", () => {
  test("may name the same product twice, by its name or a price", () => {
    expect(cartCheckoutSchema.safeParse({ items: [line, line, { priceId: "price_1", quantity: 2 }] }).success).toBe(
      true,
    );
  });

  test.each([
    ["no line", { items: [] }],
    ["101 lines", { items: Array.from({ length: 101 }, () => line) }],
    ["nothing of something", { items: [{ ...line, quantity: 0 }] }],
    ["less than nothing", { items: [{ ...line, quantity: -1 }] }],
    ["half of something", { items: [{ ...line, quantity: 0.5 }] }],
    ["a product and a price", { items: [{ ...line, priceId: "price_1" }] }],
    ["neither", { items: [{ quantity: 1 }] }],
    ["an amount of the buyer's own", { items: [{ ...line, unitAmount: 1 }] }],
    ["a way back over http", { items: [line], successUrl: "http://shop.example/" }],
  ])("refuses %s", (_what, cart) => {
    expect(cartCheckoutSchema.safeParse(cart).success).toBe(false);
  });
});

describe("a new customer", () => {
  test.each([{ id: "ada" }, { email: "ada@example.com", invite: true }, { id: "ada", plan: "pro", name: "Ada" }])(
    "may be %j",
    (customer) => {
      expect(createCustomerSchema.parse(customer)).toEqual({ invite: false, ...customer });
    },
  );

  test.each([
    ["nobody", {}],
    ["somebody without a way to tell who", { name: "Ada" }],
    ["an id as we make them", { id: "usr_4f7Kq0ZrT9bXw2Ld" }],
    ["an invitation to nowhere", { id: "ada", invite: true }],
  ])("can't be %s", (_what, customer) => {
    expect(createCustomerSchema.safeParse(customer).success).toBe(false);
  });

  test("changes by what is said, null takes away", () => {
    expect(customerChangesSchema.parse({ plan: null })).toEqual({ plan: null });
    expect(customerChangesSchema.safeParse({}).success).toBe(false);
  });
});

describe("a refund", () => {
  test("is the whole unless said, and restocks only when told to", () => {
    expect(refundSchema.parse(undefined)).toEqual({ restock: false });
  });

  test.each([
    ["of an amount and of items", { amount: 1, items: [line] }],
    ["of an amount that restocks", { amount: 1, restock: true }],
    ["of nothing", { amount: 0 }],
    ["of a product twice", { items: [line, line] }],
  ])("%s is refused", (_what, refund) => {
    expect(refundSchema.safeParse(refund).success).toBe(false);
  });
});

describe("a change of stock", () => {
  test.each([{ delta: -3 }, { set: 10, expected: 4 }, { set: null, expected: 4 }, { set: 4, expected: null }])(
    "may be %j",
    (change) => {
      expect(stockChangeSchema.parse(change)).toEqual(change);
    },
  );

  test.each([
    {},
    { set: 10 },
    { expected: 4 },
    { delta: 1, expected: 4 },
    { delta: 1, set: 10, expected: 4 },
    { set: -1, expected: 4 },
    { delta: 0.5 },
  ])("can't be %j", (change) => {
    expect(stockChangeSchema.safeParse(change).success).toBe(false);
  });
});

test("a flag in a query is true, false or left out", () => {
  const { query } = eraseCustomer;
  expect(query?.parse({})).toEqual({ cancelSubscription: false });
  expect(query?.parse({ cancelSubscription: "true" })).toEqual({ cancelSubscription: true });
  for (const text of ["1", "TRUE", "yes", ""]) {
    expect(query?.safeParse({ cancelSubscription: text }).success).toBe(false);
  }
});

test("a poller names a time in UTC and nothing else", () => {
  const accepts = (updatedAfter: string) => listOrders.query?.safeParse({ updatedAfter }).success;
  expect(accepts("2026-11-21T05:00:00.000Z")).toBe(true);
  for (const text of ["yesterday", "1795237200000", "2026-11-21", "2026-11-21T05:00:00+01:00"]) {
    expect(accepts(text)).toBe(false);
  }
});
