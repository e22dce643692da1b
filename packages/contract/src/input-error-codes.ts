/** What is wrong with a call itself, whatever it is about. */
import type { ErrorMeaning } from "./error-meaning.ts";

export const inputErrorCodes = {
  invalid_json: {
    status: 400,
    title: "The body is not valid JSON",
    remedy: "Send a JSON object, or no body where none is needed.",
  },
  invalid_signature: {
    status: 400,
    title: "The signature of this webhook is not valid",
    remedy: "Only Stripe and Clerk call this path; check that its signing secret is the one of this endpoint.",
  },
  unauthorized: {
    status: 401,
    title: "No valid credential was sent",
    remedy:
      "Send the secret key as <code>Authorization: Bearer sk_…</code>, or the publishable key as <code>X-Publishable-Key</code>. Unknown, revoked and mistyped keys all look the same here. In the dashboard, sign in again.",
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
  body_too_large: {
    status: 413,
    title: "The body is larger than this path takes",
    remedy: "Send less at once; batches take up to 1,000 events and 1 MB, images 5 MB.",
  },
  validation_failed: {
    status: 422,
    title: "The input is not valid",
    remedy: "Correct what <code>issues</code> names.",
  },
  unknown_tier: {
    status: 422,
    title: "The project has no tier of that name",
    remedy: "Name a tier of the project in the key's mode.",
  },
  unsupported_image: {
    status: 422,
    title: "This is not an image that can be served",
    remedy: "Send a PNG, JPEG, WebP or AVIF without hidden data; its content counts, not its name.",
  },
  idempotency_key_reused: {
    status: 409,
    title: "This Idempotency-Key was used with other input",
    remedy: "Use a new key for a new call; repeat a call with exactly what it first said.",
  },
  idempotency_in_progress: {
    status: 409,
    title: "The first call with this Idempotency-Key is still running",
    remedy: "Repeat it in a moment with the same key; it then gets the first answer.",
  },
  conflict: {
    status: 409,
    title: "This was changed by somebody else meanwhile",
    remedy: "Read it again, then repeat the change if it is still wanted.",
  },
} as const satisfies Record<string, ErrorMeaning>;
