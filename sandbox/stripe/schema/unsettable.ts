/**
 * Plain texts that an empty string takes away, though the SDK's types don't say so: Stripe's maintainers do
 * (stripe/stripe-node#1834, stripe/stripe-dotnet#1954).
 */
import type { Schema } from "./schema-format.ts";

const unsettable: Record<string, readonly string[]> = {
  CustomerUpdateParams: ["description", "email", "name", "phone"],
};

/** The schema of a name, in which those texts may be empty. */
export function withUnsettable(name: string, schema: Schema): Schema {
  const texts = unsettable[name];
  if (!texts) return schema;
  const nullable = Object.fromEntries(texts.map((text) => [text, { type: ["string", "null"] }]));
  return { ...schema, properties: { ...schema.properties, ...nullable } };
}
