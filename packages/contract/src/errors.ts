/**
 * The error catalogue: every code a caller can meet, its HTTP status, its fixed title and what to do
 * about it (as HTML, for the page that documents them).
 * A body is `{error, code, docs, requestId}`; `issues` is added for validation, `allowed` and `usage` for limits.
 */
import * as z from "zod";

export const errorCatalogue = {
  invalid_json: {
    status: 400,
    title: "The body is not valid JSON",
    remedy: "Send a JSON object, or no body where none is needed.",
  },
  unauthorized: {
    status: 401,
    title: "No valid credential was sent",
    remedy:
      "Send the secret key as <code>Authorization: Bearer sk_…</code>, or the publishable key as <code>X-Publishable-Key</code>. Unknown, revoked and mistyped keys all look the same here.",
  },
  no_plan: {
    status: 403,
    title: "This user has no plan and the project has no free tier",
    remedy: "Give the project a free tier, put the user on a tier, or name one in <code>X-User-Plan</code>.",
  },
  plan_required: {
    status: 403,
    title: "The project's owner needs a paid plan for this",
    remedy: "The owner of the project renews their dream-api plan. Test keys go on working.",
  },
  tier_limit_reached: {
    status: 403,
    title: "Tier limit reached",
    remedy: "Offer the user an upgrade, or wait for <code>usage.periodEnd</code>.",
  },
  not_found: {
    status: 404,
    title: "There is nothing here under that name",
    remedy: "Check the path and the id; things of other projects are not found either.",
  },
  method_not_allowed: {
    status: 405,
    title: "This path does not take that method",
    remedy: "Use one of the methods in the <code>Allow</code> header.",
  },
  idempotency_key_reused: {
    status: 409,
    title: "This Idempotency-Key was used with other input",
    remedy: "Use a new key for a new call; repeat a call with exactly what it first said.",
  },
  idempotency_in_progress: {
    status: 409,
    title: "The first call with this Idempotency-Key is still running",
    remedy: "Wait a moment and repeat the call as it is.",
  },
  user_erased: {
    status: 409,
    title: "This user was erased; create it anew first",
    remedy: "Create the user anew before counting for them.",
  },
  project_has_subscribers: {
    status: 409,
    title: "The project has subscribers in live mode",
    remedy: "Cancel their subscriptions first; they would be charged on.",
  },
  wrong_project_type: {
    status: 409,
    title: "This project is of another type",
    remedy: "Usage belongs to SaaS projects, stock and carts to stores.",
  },
  body_too_large: {
    status: 413,
    title: "The body is larger than this path takes",
    remedy: "Send less at once; batches take up to 1,000 events and 1 MB.",
  },
  unknown_tier: {
    status: 422,
    title: "The project has no tier of that name",
    remedy: "Name a tier of the project in the key's mode.",
  },
  validation_failed: {
    status: 422,
    title: "The input is not valid",
    remedy: "Correct what <code>issues</code> names.",
  },
  rate_limited: {
    status: 429,
    title: "Too many calls in this minute",
    remedy: "Wait for <code>Retry-After</code> seconds.",
  },
  provider_refused: {
    status: 502,
    title: "Stripe or Clerk refused what this call needed",
    remedy: "Look at the notices of the project; repeating the call as it is won't help.",
  },
  provider_unavailable: {
    status: 503,
    title: "Stripe or Clerk did not answer; try again",
    remedy: "Try again after <code>Retry-After</code>, with the same Idempotency-Key.",
  },
  stripe_not_connected: {
    status: 409,
    title: "The project's owner has no Stripe account connected in this mode",
    remedy: "Connect a Stripe account in the dashboard, or in test mode first.",
  },
  internal_error: {
    status: 500,
    title: "Something went wrong on our side",
    remedy: "Try again, and tell us the request id.",
  },
  storage_unavailable: {
    status: 503,
    title: "Storage is unavailable; try again",
    remedy: "Try again after <code>Retry-After</code>, with the same Idempotency-Key.",
  },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

const errorCodes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]];

export const issueSchema = z.strictObject({
  path: z.string().meta({ description: "Where in the input: a body field, a header or a query parameter" }),
  message: z.string(),
});
export type Issue = z.infer<typeof issueSchema>;

/** The body of every answer that is not a success. */
export const errorBodySchema = z
  .strictObject({
    error: z.string(),
    code: z.enum(errorCodes),
    docs: z.url().meta({ description: "What the code means and what to do about it" }),
    requestId: z.string(),
    issues: z.array(issueSchema).optional().meta({ description: "Validation: each thing that is wrong" }),
  })
  .meta({ id: "ErrorBody" });
export type ErrorBody = z.infer<typeof errorBodySchema>;
