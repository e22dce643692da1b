/** Customers as a developer's server deals with them. */
import { type ApiAnswer, type ApiCall, call, type TestProject, type World } from "../world/world.ts";

type Caller = Pick<TestProject, "secretKey">;

export function createCustomer(world: World, { secretKey }: Caller, body: unknown): Promise<ApiAnswer> {
  return call(world, "/api/customers", { method: "POST", secretKey, body });
}

export function ofCustomer(world: World, { secretKey }: Caller, id: string, request: ApiCall = {}): Promise<ApiAnswer> {
  return call(world, `/api/customers/${encodeURIComponent(id)}`, { secretKey, ...request });
}

export function change(world: World, project: Caller, id: string, body: unknown): Promise<ApiAnswer> {
  return ofCustomer(world, project, id, { method: "PATCH", body });
}

export function erase(world: World, { secretKey }: Caller, id: string, query = ""): Promise<ApiAnswer> {
  return call(world, `/api/customers/${encodeURIComponent(id)}${query}`, { method: "DELETE", secretKey });
}

/** All pages of a list, in order. */
export async function listCustomers(world: World, { secretKey }: Caller, query = "", limit = 100) {
  const found: { id: string; [field: string]: unknown }[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { json, status } = await call(world, `/api/customers?limit=${limit}${query}${more}`, { secretKey });
    if (status !== 200) throw new Error(`The list answered ${status}: ${JSON.stringify(json)}`);
    found.push(...json.data);
    cursor = json.nextCursor;
  } while (cursor !== null);
  return found;
}

/** Rows of D1, for what no answer shows. */
export async function rowsOf(
  world: World,
  statement: string,
  ...values: unknown[]
): Promise<Record<string, unknown>[]> {
  const d1 = await world.stack.miniflare.getD1Database("DB", "dream-api-multi");
  return (
    await d1
      .prepare(statement)
      .bind(...values)
      .all()
  ).results as Record<string, unknown>[];
}
