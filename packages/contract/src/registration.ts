/** Signing up without a browser. */
import * as z from "zod";
import { bodyErrors, errorsOf, idempotencyErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { keyWithSecretSchema } from "./keys.ts";
import { emailSchema } from "./primitives.ts";
import { projectNameSchema, projectSchema } from "./projects.ts";

export const registerDeveloper = endpoint({
  operationId: "registerDeveloper",
  method: "POST",
  path: "/api/developer/register",
  who: ["-"],
  tag: "Registration",
  summary: "Get keys without a browser",
  description:
    "A test project with one free tier of 100, at once. An invitation goes to the address: whoever signs in through it gets the project, if the account has room for it, and these keys end. The answer is the same whether the address is known or not. 5 per IP address and hour; what nobody claims goes after 7 days.",
  headers: ["idempotencyKey"],
  body: z.strictObject({
    email: emailSchema,
    name: projectNameSchema.optional().meta({ description: "What the project is called" }),
  }),
  status: 201,
  reply: z.strictObject({
    platformId: z.string(),
    project: projectSchema,
    keys: keyWithSecretSchema,
    message: z.string(),
  }),
  errors: errorsOf(bodyErrors, idempotencyErrors, ["too_many_requests", "storage_unavailable"]),
});
