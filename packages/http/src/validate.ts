/** Input against its schema. Unknown fields are refused by name, so that a typo never passes for a default. */
import type { Issue } from "@dream-api/contract";
import { DreamError } from "@dream-api/domain";
import type * as z from "zod";

/** What people write who know another API, and what we call it. */
const knownMistakes = new Map(
  Object.entries({
    price: "use unitAmount, in minor units",
    user_id: "use userId",
    quantity: "use amount",
  }),
);

/** @throws DreamError `validation_failed` with an issue for each thing that is wrong */
export function validate<Schema extends z.ZodType>(schema: Schema, input: unknown, at = "body"): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new DreamError("validation_failed", { issues: result.error.issues.flatMap((issue) => issuesOf(issue, at)) });
}

function issuesOf(issue: z.core.$ZodIssue, at: string): Issue[] {
  const path = [at, ...issue.path].join(".");
  if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: `${path}.${key}`, message: knownMistakes.get(key) ?? "is not known here" }));
}
