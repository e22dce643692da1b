/** Puts what the server says is wrong under the fields that it is about. */
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { isApiError } from "../api/api-error.ts";

/**
 * @param prefix of the issues' paths that the form does not have, as `tier.` where the body is `{tier: …}`
 * @returns whether every issue found its field; what did not is for an ErrorNote
 */
export function showServerIssues<Values extends FieldValues>(
  form: UseFormReturn<Values, unknown, never> | UseFormReturn<Values>,
  error: unknown,
  prefix = "",
): boolean {
  if (!isApiError(error) || error.issues.length === 0) return false;
  const { setError, getValues } = form as UseFormReturn<Values>;
  let isComplete = true;
  for (const { path, message } of error.issues) {
    const name = (path.startsWith(prefix) ? path.slice(prefix.length) : path) as Path<Values>;
    if (getValues(name) === undefined) isComplete = false;
    else setError(name, { type: "server", message });
  }
  return isComplete;
}
