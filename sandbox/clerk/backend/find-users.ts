/** The filters and the order of a user list. Full values, as Clerk takes them; `query` matches parts. */
import type { Context } from "hono";
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { User } from "../store/entities.ts";

const listParams = ["limit", "offset", "paginated", "order_by", "query"];

const filters: Record<string, (user: User, values: string[]) => boolean> = {
  user_id: (user, values) => values.includes(user.id),
  external_id: (user, values) => user.externalId !== null && values.includes(user.externalId),
  email_address: (user, values) =>
    user.emailAddresses.some(({ emailAddress }) => values.some((value) => value.toLowerCase() === emailAddress)),
};

const orders: Record<string, (user: User) => number | string> = {
  created_at: (user) => user.createdAt,
  updated_at: (user) => user.updatedAt,
  last_active_at: (user) => user.lastActiveAt ?? 0,
  last_sign_in_at: (user) => user.lastSignInAt ?? 0,
  first_name: (user) => user.firstName ?? "",
  last_name: (user) => user.lastName ?? "",
  email_address: (user) => user.emailAddresses[0]?.emailAddress ?? "",
};

/** @throws ClerkRefusal for a filter or an order that is not simulated */
export function findUsers(scope: Scope, context: Context): User[] {
  const queries = context.req.queries();
  let users = scope.users.all().reverse();
  for (const [name, values] of Object.entries(queries)) {
    if (listParams.includes(name)) continue;
    const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (!filter) {
      throw new ClerkRefusal("form_param_unknown", { paramName: name, longMessage: `${name} is not simulated` });
    }
    users = users.filter((user) => filter(user, values));
  }
  const words = context.req.query("query")?.toLowerCase();
  if (words) users = users.filter((user) => searchTextOf(user).includes(words));
  return sortUsers(users, context.req.query("order_by") ?? "-created_at");
}

function sortUsers(users: User[], orderBy: string): User[] {
  const name = orderBy.replace(/^[+\- ]/, "");
  const read = Object.hasOwn(orders, name) ? orders[name] : undefined;
  if (!read) throw new ClerkRefusal("form_param_value_invalid", { paramName: "order_by" });
  const sign = orderBy.startsWith("-") ? -1 : 1;
  return users.toSorted((one, other) => {
    const [a, b] = [read(one), read(other)];
    return a === b ? 0 : sign * (a < b ? -1 : 1);
  });
}

function searchTextOf({ id, firstName, lastName, emailAddresses }: User): string {
  return [id, firstName, lastName, ...emailAddresses.map((one) => one.emailAddress)].join(" ").toLowerCase();
}
