/** What the hosted account page asks: where a person is a member, and the ways out. One account for each mode. */
import * as z from "zod";
import { bodyErrors, errorsOf, providerErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import type { ErrorCode } from "./errors.ts";
import { emptyBodySchema, modeSchema, noQuerySchema, projectIdSchema, timeSchema } from "./primitives.ts";
import { signInClerkSchema, signInProjectSchema } from "./sign-in-pages.ts";

const tag = "Sign-in pages";
const modeParams = z.strictObject({ mode: modeSchema });
const personErrors = ["unauthorized", "validation_failed", "storage_unavailable"] as const satisfies ErrorCode[];

export const readAccountPage = endpoint({
  operationId: "readAccountPage",
  method: "GET",
  path: "/pages/account/:mode",
  who: ["-"],
  tag,
  summary: "With which Clerk app the account page works",
  params: modeParams,
  query: noQuerySchema,
  reply: z.strictObject({ mode: modeSchema, clerk: signInClerkSchema }),
  errors: ["validation_failed"],
});

export const membershipSchema = z.strictObject({
  projectId: projectIdSchema,
  project: signInProjectSchema,
  since: timeSchema,
  hasSubscription: z.boolean().meta({ description: "One that runs: it has to be cancelled before leaving" }),
});
export type MembershipView = z.infer<typeof membershipSchema>;

export const listMemberships = endpoint({
  operationId: "listMemberships",
  method: "GET",
  path: "/pages/account/:mode/memberships",
  who: ["person"],
  tag,
  summary: "The apps that a person signs in to",
  description: "The first hundred, by the time of joining.",
  params: modeParams,
  query: noQuerySchema,
  reply: z.strictObject({ data: z.array(membershipSchema) }),
  errors: [...personErrors],
});

export const leaveProject = endpoint({
  operationId: "leaveProject",
  method: "POST",
  path: "/pages/account/:mode/memberships/:projectId/leave",
  who: ["person"],
  tag,
  summary: "Stop being known to an app",
  description:
    "Ends the membership and its sign-ins. The app keeps what it counted and sold, without name and address; coming back asks for consent anew and gives another id.",
  params: z.strictObject({ mode: modeSchema, projectId: projectIdSchema }),
  body: emptyBodySchema,
  reply: z.strictObject({ left: z.literal(true) }),
  errors: errorsOf(personErrors, bodyErrors, ["not_found", "foreign_page", "live_subscription_exists"]),
});

export const signOutEverywhere = endpoint({
  operationId: "signOutEverywhere",
  method: "POST",
  path: "/pages/account/:mode/sign-out-everywhere",
  who: ["person"],
  tag,
  summary: "End all sign-ins of a person, here and in every app",
  description: "Access tokens that are out run on to their end, ten minutes at most.",
  params: modeParams,
  body: emptyBodySchema,
  reply: z.strictObject({ signedOut: z.literal(true) }),
  errors: errorsOf(personErrors, bodyErrors, providerErrors, ["foreign_page"]),
});
