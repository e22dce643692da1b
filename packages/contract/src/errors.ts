/**
 * The error catalogue: every code a caller can meet, its HTTP status and its fixed title.
 * A body is `{error, code, docs, requestId}`; `issues` is added for validation, `allowed` and `usage` for limits.
 */
import { z } from "zod";

export const errorCatalogue = {
  invalid_json: { status: 400, title: "The body is not valid JSON" },
  unauthorized: { status: 401, title: "No valid credential was sent" },
  no_plan: { status: 403, title: "This user has no plan and the project has no free tier" },
  plan_required: { status: 403, title: "The project's owner needs a paid plan for this" },
  tier_limit_reached: { status: 403, title: "Tier limit reached" },
  not_found: { status: 404, title: "There is nothing here under that name" },
  method_not_allowed: { status: 405, title: "This path does not take that method" },
  idempotency_key_reused: { status: 409, title: "This Idempotency-Key was used with other input" },
  user_erased: { status: 409, title: "This user was erased; create it anew first" },
  wrong_project_type: { status: 409, title: "This project is of another type" },
  body_too_large: { status: 413, title: "The body is larger than this path takes" },
  unknown_tier: { status: 422, title: "The project has no tier of that name" },
  validation_failed: { status: 422, title: "The input is not valid" },
  rate_limited: { status: 429, title: "Too many calls in this minute" },
  internal_error: { status: 500, title: "Something went wrong on our side" },
  storage_unavailable: { status: 503, title: "Storage is unavailable; try again" },
} as const satisfies Record<string, { status: number; title: string }>;

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
