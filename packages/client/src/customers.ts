/** `api.customers`: a project's end users, by the ids that its developer knows them under. */
import type { Ask } from "./ask.ts";
import type {
  ChangeCustomerRequest,
  ChangeCustomerResponse,
  CreateCustomerRequest,
  CreateCustomerResponse,
  Customer,
  EraseCustomerResponse,
  ListCustomersQuery,
} from "./generated/wire.ts";
import { type List, listOf } from "./list.ts";
import { newIdempotencyKey, type WriteOptions } from "./method-options.ts";
import { path } from "./path.ts";

export type Customers = ReturnType<typeof createCustomers>;

export function createCustomers(ask: Ask) {
  return {
    /** With an e-mail address and no id the customer is invited, and linked when that person signs in. */
    create(
      customer: CreateCustomerRequest,
      { idempotencyKey = newIdempotencyKey() }: WriteOptions = {},
    ): Promise<CreateCustomerResponse> {
      return ask({ method: "POST", path: "/api/customers", caller: "server", idempotencyKey, body: customer });
    },

    /** The newest first. Usage may be a minute old here. */
    list(query: ListCustomersQuery = {}): List<Customer> {
      return listOf((cursor = query.cursor) =>
        ask({ method: "GET", path: "/api/customers", caller: "server", query: { ...query, cursor } }),
      );
    },

    /** @throws NotFoundError */
    async get(id: string): Promise<Customer> {
      return ask({ method: "GET", path: path`/api/customers/${id}`, caller: "server" });
    },

    /** What is left out stays; `null` takes a value away. The next counted call sees the new plan. */
    async update(id: string, changes: ChangeCustomerRequest): Promise<ChangeCustomerResponse> {
      return ask({ method: "PATCH", path: path`/api/customers/${id}`, caller: "server", body: changes });
    },

    /**
     * Erases what the project holds of a customer; orders and revenue stay without the person's data.
     * @throws ConflictError `live_subscription_exists` without `cancelSubscription`; NotFoundError, which after a
     * lost answer may mean that this call had erased the customer already
     */
    async delete(
      id: string,
      { cancelSubscription }: { readonly cancelSubscription?: boolean | undefined } = {},
    ): Promise<EraseCustomerResponse> {
      return ask({
        method: "DELETE",
        path: path`/api/customers/${id}`,
        caller: "server",
        query: { cancelSubscription },
      });
    },
  };
}
