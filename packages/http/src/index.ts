/** The Hono kit that every Worker is built with. */
export { callOf } from "./call.ts";
export * from "./caller-route.ts";
export * from "./credentials.ts";
export * from "./csv.ts";
export * from "./developer-route.ts";
export * from "./error-response.ts";
export * from "./health-route.ts";
export * from "./house-rules.ts";
export { once } from "./once.ts";
export * from "./once-per-environment.ts";
export * from "./owner-route.ts";
export * from "./page.ts";
export * from "./platform-route.ts";
export * from "./request-log.ts";
export { type Answer, type KeyRouteInput, keyRoute, type OpenRouteInput, openRoute, webhookRoute } from "./route.ts";
export * from "./settings.ts";
export * from "./system-clock.ts";
export * from "./validate.ts";
