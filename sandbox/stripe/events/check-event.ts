/** Holds an event against what the SDK says of its type: the name must exist and the object must be of its schema. */
import { checkResponse } from "../schema/check-response.ts";
import { loadSchema, schemaNamed } from "../schema/load-schema.ts";
import type { EventEntity } from "./record-event.ts";

/** @throws when the sandbox is about to tell something that Stripe never would */
export function refuseUndescribed({ type, data }: EventEntity): void {
  const names = loadSchema().events[type];
  if (!names) throw new Error(`The SDK knows no event ${type}`);
  const known = names.filter((name) => name in loadSchema().schemas);
  const name = known.find((one) => schemaNamed(one).properties?.object?.enum?.includes(data.object.object as string));
  if (!name) throw new Error(`An event ${type} does not carry a ${String(data.object.object)}`);
  const problems = checkResponse({ $ref: name }, data.object);
  if (problems.length > 0)
    throw new Error(`${type} is against the schema of ${name}: ${problems.slice(0, 5).join("; ")}`);
}
