/** The wire: what every client, route and test of the product agrees on. */
export * from "./api-multi.ts";
export * from "./catalogue.ts";
export * from "./dashboard.ts";
export * from "./endpoint.ts";
export * from "./errors.ts";
export * from "./openapi.ts";
export * from "./primitives.ts";
export * from "./system.ts";
export * from "./usage.ts";
