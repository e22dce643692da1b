/**
 * The error catalogue: every code a caller can meet, its HTTP status, its fixed title and what to do
 * about it (as HTML, for the page that documents them).
 * A body is `{error, code, docs, requestId}`; `issues` is added for validation, `allowed` and `usage` for limits,
 * `lines` for what is sold out.
 */
import * as z from "zod";
import { accountErrorCodes } from "./account-error-codes.ts";
import { customerErrorCodes } from "./customer-error-codes.ts";
import { inputErrorCodes } from "./input-error-codes.ts";
import { serviceErrorCodes } from "./service-error-codes.ts";
import { signInErrorCodes } from "./sign-in-error-codes.ts";

export const errorCatalogue = {
  ...inputErrorCodes,
  ...accountErrorCodes,
  ...customerErrorCodes,
  ...signInErrorCodes,
  ...serviceErrorCodes,
} as const;

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
