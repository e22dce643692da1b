/** Connecting a developer's Stripe account. Test and live are separate grants; no tokens are kept. */
import * as z from "zod";
import { bodyErrors, errorsOf, idempotencyErrors, providerErrors, sessionErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { modeSchema, timeSchema } from "./primitives.ts";
import { connectionStates } from "./projects.ts";

export const connectionSchema = z
  .strictObject({
    mode: modeSchema,
    status: z.enum(connectionStates),
    accountId: z.string().nullable(),
    connectedAt: timeSchema.nullable(),
  })
  .meta({ id: "Connection" });
export type Connection = z.infer<typeof connectionSchema>;

export const authorizeConnection = endpoint({
  operationId: "authorizeConnection",
  method: "POST",
  path: "/authorize",
  who: ["D"],
  tag: "Stripe Connect",
  summary: "Start connecting a Stripe account",
  description:
    "The URL at Stripe to send the browser to. It comes back through the dashboard. Each call, a repeat too, begins a way of its own; all of them are good for an hour.",
  headers: ["idempotencyKey"],
  repeat: "anew",
  body: z.strictObject({ mode: modeSchema }),
  reply: z.strictObject({ url: z.url() }),
  errors: errorsOf(sessionErrors, bodyErrors, idempotencyErrors),
});

export const bounceCallback = endpoint({
  operationId: "bounceCallback",
  method: "GET",
  path: "/callback",
  who: ["-"],
  tag: "Stripe Connect",
  summary: "Where Stripe sends the browser: on to the dashboard",
  description: "With the query as it came; nothing is done yet.",
  status: 302,
  errors: [],
});

const stripeTextSchema = z.string().min(1).max(512);

export const finishConnection = endpoint({
  operationId: "finishConnection",
  method: "POST",
  path: "/callback",
  who: ["D"],
  tag: "Stripe Connect",
  summary: "Finish connecting, with what Stripe sent back",
  description: "`code` after a yes; `error` after a no, which changes nothing and ends this attempt.",
  headers: ["idempotencyKey"],
  body: z
    .strictObject({
      state: stripeTextSchema,
      code: stripeTextSchema.optional(),
      error: stripeTextSchema.optional().meta({ example: "access_denied" }),
    })
    .refine(({ code, error }) => (code === undefined) !== (error === undefined), {
      path: ["code"],
      message: "either code or error",
    }),
  reply: connectionSchema,
  errors: errorsOf(sessionErrors, bodyErrors, idempotencyErrors, providerErrors, [
    "authorization_denied",
    "authorization_expired",
    "stripe_account_in_use",
    "live_subscribers_exist",
    "conflict",
  ]),
});

export const readConnections = endpoint({
  operationId: "readConnections",
  method: "GET",
  path: "/connection",
  who: ["D"],
  tag: "Stripe Connect",
  summary: "Which Stripe account sells in which mode",
  reply: z.strictObject({ test: connectionSchema, live: connectionSchema }),
  errors: [...sessionErrors],
});

export const disconnect = endpoint({
  operationId: "disconnect",
  method: "DELETE",
  path: "/connection",
  who: ["D"],
  tag: "Stripe Connect",
  summary: "Disconnect the Stripe account of a mode",
  query: z.strictObject({ mode: modeSchema }),
  reply: connectionSchema,
  description: "What is sold through it stays as it is at Stripe. One that is over already stays as it is.",
  errors: errorsOf(sessionErrors, providerErrors, ["validation_failed", "conflict"]),
});
