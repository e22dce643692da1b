/**
 * What the hosted pages ask of their own Worker while somebody signs in. Same origin only; the request that waits is
 * bound to the browser by a cookie, and whoever approves it shows their Clerk session as `Authorization: Bearer`.
 */
import * as z from "zod";
import { bodyErrors, errorsOf, providerErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import type { ErrorCode } from "./errors.ts";
import { modeSchema, noQuerySchema, timeSchema } from "./primitives.ts";
import { signInPrompts, signInScopes, signInScreens } from "./sign-in.ts";
import { originSchema } from "./urls.ts";

const tag = "Sign-in pages";

/** The Clerk app that signs people in, one for each mode. */
export const signInClerkSchema = z.strictObject({
  publishableKey: z.string(),
  proxyUrl: z.string().nullable().meta({ description: "As ClerkProvider takes it: a path of ours, or a URL" }),
});
export type SignInClerk = z.infer<typeof signInClerkSchema>;

export const signInProjectSchema = z.strictObject({
  name: z.string(),
  colour: z.string().nullable().meta({ example: "#1a2b3c" }),
  logoUrl: z.string().nullable(),
});
export type SignInProject = z.infer<typeof signInProjectSchema>;

export const signInPageSchema = z.strictObject({
  project: signInProjectSchema,
  mode: modeSchema,
  clerk: signInClerkSchema,
});

export const signInRequestSchema = signInPageSchema.extend({
  screen: z.enum(signInScreens).meta({ description: "What to show first to who is not signed in" }),
  prompt: z.enum(signInPrompts).nullable(),
  scopes: z.array(z.enum(signInScopes)),
  appOrigin: originSchema.meta({
    description: "Where the browser goes back to: scheme, host and port of the registered redirect URI",
  }),
  expiresAt: timeSchema,
});
export type SignInRequest = z.infer<typeof signInRequestSchema>;

const requestParams = z.strictObject({ request: z.string().min(1).max(128) });
const pageErrors = ["sign_in_expired", "storage_unavailable"] as const satisfies ErrorCode[];

export const readSignInRequest = endpoint({
  operationId: "readSignInRequest",
  method: "GET",
  path: "/pages/requests/:request",
  who: ["-"],
  tag,
  summary: "What a page shows: for whom somebody signs in, and how",
  description: "Only in the browser that the sign-in began in.",
  params: requestParams,
  query: noQuerySchema,
  reply: signInRequestSchema,
  errors: errorsOf(pageErrors, ["validation_failed"]),
});

export const approveReplySchema = z.discriminatedUnion("next", [
  z.strictObject({ next: z.literal("redirect"), redirectUrl: z.url() }),
  z.strictObject({
    next: z.literal("consent"),
    person: z.strictObject({ email: z.string().nullable(), name: z.string().nullable() }),
  }),
  z.strictObject({ next: z.literal("sign_in") }),
]);
export type ApproveReply = z.infer<typeof approveReplySchema>;

export const approveSignIn = endpoint({
  operationId: "approveSignIn",
  method: "POST",
  path: "/pages/requests/:request/approve",
  who: ["person"],
  tag,
  summary: "Go back to the app as the person who is signed in",
  description:
    "Answers what comes next: `redirect`, with where the page sends the browser; `consent`, when the person has to say yes first, and then calls again with `consent: true`; `sign_in`, when the app wants a new sign-in and this session is older. Nothing is made before the answer is `redirect`.",
  params: requestParams,
  body: z
    .strictObject({
      consent: z.boolean().default(false).meta({ description: "The person pressed the button that says yes" }),
    })
    .prefault({}),
  reply: approveReplySchema,
  errors: errorsOf(pageErrors, bodyErrors, providerErrors, ["unauthorized", "foreign_page"]),
});

export const denySignIn = endpoint({
  operationId: "denySignIn",
  method: "POST",
  path: "/pages/requests/:request/deny",
  who: ["-"],
  tag,
  summary: "Go back to the app without signing in",
  params: requestParams,
  body: z
    .strictObject({
      reason: z
        .enum(["access_denied", "login_required", "interaction_required"])
        .default("access_denied")
        .meta({ description: "login_required: `prompt` is none and nobody is signed in" }),
    })
    .prefault({}),
  reply: z.strictObject({ redirectUrl: z.url() }),
  errors: errorsOf(pageErrors, bodyErrors, ["foreign_page"]),
});

export const signOutTargetSchema = signInPageSchema.extend({
  redirectUrl: z.url().nullable().meta({ description: "Where to go once signed out; null stays" }),
});

export const readSignOut = endpoint({
  operationId: "readSignOut",
  method: "GET",
  path: "/pages/sign-out",
  who: ["-"],
  tag,
  summary: "What the sign-out page does",
  description: "With the query that the page itself was opened with.",
  query: z.strictObject({
    client_id: z.string().max(2048),
    post_logout_redirect_uri: z.string().max(2048).optional(),
    state: z.string().max(2048).optional(),
  }),
  reply: signOutTargetSchema,
  errors: ["unknown_client", "redirect_uri_mismatch", "validation_failed", "storage_unavailable"],
});
