/** Errors of OAuth's endpoints, as its own clients read them (RFC 6749, 5.2; ADR 18). */
import * as z from "zod";
import { type ErrorCode, errorBodySchema, errorCatalogue } from "./errors.ts";

/** Our codes that OAuth has another word for. */
const otherWords: Partial<Record<ErrorCode, string>> = {
  validation_failed: "invalid_request",
  body_too_large: "invalid_request",
  storage_unavailable: "temporarily_unavailable",
  provider_unavailable: "temporarily_unavailable",
  provider_refused: "server_error",
  internal_error: "server_error",
};

export const oauthErrorBodySchema = z
  .strictObject({
    error: z.string().meta({ description: "OAuth's word for it, which standard clients branch on" }),
    error_description: z.string(),
    error_uri: z.url().meta({ description: "What the code means and what to do about it" }),
    code: errorBodySchema.shape.code,
    requestId: z.string(),
  })
  .meta({ id: "OauthErrorBody" });
export type OauthErrorBody = z.infer<typeof oauthErrorBodySchema>;

/** What `error` says. */
export function oauthErrorOf(code: ErrorCode): string {
  return otherWords[code] ?? code;
}

/** Input that is not valid is a 400 here, as in the standard. */
export function oauthStatusOf(code: ErrorCode): number {
  return errorCatalogue[code === "validation_failed" ? "invalid_request" : code].status;
}
