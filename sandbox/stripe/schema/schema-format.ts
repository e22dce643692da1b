/** How schemas are kept: the words of JSON Schema 2020-12 that the SDK's types need, and no others. */

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: (string | number | boolean | null)[];
  /** The SDK promises that Stripe may add values. */
  openEnum?: true;
  format?: "decimal";
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  /** Another family of Stripe's products: only `id` and `object` are described. */
  stub?: true;
}

export interface OperationSchema {
  /** Class and method of the SDK, for people. */
  sdk: string;
  request?: string;
  response: Schema;
}

export interface SchemaFile {
  sdkVersion: string;
  apiVersion: string;
  /** Event name to the types its `data.object` may have. */
  events: Record<string, string[]>;
  /** "POST /v1/products/:id" to its schemas. */
  operations: Record<string, OperationSchema>;
  schemas: Record<string, Schema>;
}
