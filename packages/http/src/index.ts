/** The Hono kit that every Worker is built with. */
export { callOf, originOf } from "./call.ts";
export * from "./credentials.ts";
export * from "./error-response.ts";
export * from "./house-rules.ts";
export * from "./request-log.ts";
export * from "./route.ts";
export * from "./validate.ts";
