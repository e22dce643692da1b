/** Sales by day are kept by triggers: whatever becomes of orders, they are the sum over them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { projectRoot } from "../../../scripts/local/paths.ts";
import { makeProject, useDatabase } from "./database.ts";

const world = useDatabase();

const dayMs = 86_400_000;
const statuses = [
  "pending",
  "paid",
  "partially_refunded",
  "refunded",
  "disputed",
  "expired",
  "paid_after_release",
] as const;

const status = fc.constantFrom(...statuses);
const currency = fc.constantFrom("usd", "eur");
const paidAt = fc.option(fc.integer({ min: 0, max: 3 * dayMs }));
const items = fc.uniqueArray(
  fc.record({
    product: fc.constantFrom("mug", "print", "shirt"),
    quantity: fc.integer({ min: 1, max: 5 }),
    unitAmount: fc.integer({ min: 0, max: 5000 }),
  }),
  { selector: ({ product }) => product, maxLength: 3 },
);
const step = fc.oneof(
  fc.record({ do: fc.constant("insert" as const), status, currency, paidAt, items }),
  fc.record({ do: fc.constant("change" as const), order: fc.nat(5), status, currency, paidAt }),
  fc.record({ do: fc.constant("refund" as const), order: fc.nat(5), amount: fc.nat(100) }),
);

const d1 = () => world.database.$client;

async function allDays(projectId: string) {
  const query = `SELECT mode, currency, day, product, quantity, revenue FROM product_days
    WHERE project_id = ? AND quantity <> 0 ORDER BY 1, 2, 3, 4`;
  return (await d1().prepare(query).bind(projectId).all()).results;
}

async function sumOverOrders(projectId: string) {
  const query = `SELECT o.mode, o.currency, o.paid_at / ${dayMs} AS day, i.product, sum(i.quantity) AS quantity,
      sum(i.quantity * i.unit_amount) AS revenue
    FROM orders o JOIN order_items i USING (order_id)
    WHERE o.project_id = ? AND o.paid_at IS NOT NULL AND o.status <> 'paid_after_release'
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
  return (await d1().prepare(query).bind(projectId).all()).results;
}

let orders = 0;

async function insert(projectId: string, order: { items: unknown; status: string; currency: string; paidAt: unknown }) {
  orders += 1;
  const orderId = `ord_${orders}`;
  await d1().batch([
    d1()
      .prepare(
        `INSERT INTO orders (order_id, project_id, mode, stripe_account_id, status, is_reserved, amount_total, currency,
           created_at, expires_at, paid_at, updated_at) VALUES (?, ?, 'test', 'acct_1', ?, 0, 100, ?, 0, 0, ?, 0)`,
      )
      .bind(orderId, projectId, order.status, order.currency, order.paidAt),
    d1()
      .prepare(
        `INSERT INTO order_items (order_id, project_id, mode, product, display_name, quantity, unit_amount)
         SELECT ?, ?, 'test', value ->> 'product', 'Name', value ->> 'quantity', value ->> 'unitAmount'
         FROM json_each(?)`,
      )
      .bind(orderId, projectId, JSON.stringify(order.items)),
  ]);
  return orderId;
}

test("sales by day are the sum over the orders, whatever becomes of these", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (story) => {
      const { projectId } = await makeProject(world.database);
      const made: string[] = [];
      for (const next of story) {
        if (next.do === "insert") made.push(await insert(projectId, next));
        else {
          const orderId = made[next.order % Math.max(made.length, 1)] ?? "none";
          const [sql, ...values] =
            next.do === "refund"
              ? ["UPDATE orders SET amount_refunded = ?, status = 'partially_refunded' WHERE order_id = ?", next.amount]
              : [
                  "UPDATE orders SET status = ?, currency = ?, paid_at = ? WHERE order_id = ?",
                  ...[next.status, next.currency, next.paidAt],
                ];
          await d1()
            .prepare(sql as string)
            .bind(...values, orderId)
            .run();
        }
      }
      expect(await allDays(projectId)).toEqual(await sumOverOrders(projectId));
    }),
    { numRuns: 25, seed: 20270110 },
  );
});

test("the statements of docs/operations.md add up sales by day anew", async () => {
  const { projectId } = await makeProject(world.database);
  const mugs = [{ product: "mug", quantity: 2, unitAmount: 500 }];
  await insert(projectId, { status: "paid", currency: "usd", paidAt: 5 * dayMs, items: mugs });
  await insert(projectId, { status: "refunded", currency: "usd", paidAt: 5 * dayMs + 1, items: mugs });
  await d1().prepare("UPDATE product_days SET quantity = 7, revenue = 0 WHERE project_id = ?").bind(projectId).run();
  const manual = readFileSync(join(projectRoot, "docs/operations.md"), "utf8");
  const statements = /```sql\n(DELETE FROM product_days[^`]+)```/.exec(manual)?.[1]?.split(";\n") ?? [];
  expect(statements).toHaveLength(3);
  await d1().batch(statements.filter((each) => each.trim()).map((each) => d1().prepare(each)));
  expect(await allDays(projectId)).toMatchObject([{ product: "mug", quantity: 4, revenue: 2000 }]);
});
