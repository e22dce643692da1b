/** Bodies of the Frontend API: forms, in which objects travel as JSON. */
import type { Context } from "hono";
import { isObject } from "../accounts/metadata.ts";
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Metadata } from "../store/entities.ts";

export interface Form {
  text(name: string): string | undefined;
  /** @throws ClerkRefusal when it is missing or empty */
  required(name: string): string;
  isTrue(name: string): boolean;
  object(name: string): Metadata | undefined;
}

export async function readForm(context: Context): Promise<Form> {
  const values = new URLSearchParams(await context.req.text());
  const text = (name: string) => values.get(name) ?? undefined;
  return {
    text,
    required(name) {
      const value = text(name);
      if (value) return value;
      throw new ClerkRefusal("form_param_missing", {
        paramName: name,
        longMessage: `Enter ${name.replace("_", " ")}.`,
      });
    },
    isTrue: (name) => text(name) === "true",
    object(name) {
      const value = text(name);
      return value === undefined ? undefined : parseObject(value, name);
    },
  };
}

function parseObject(text: string, paramName: string): Metadata {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw new ClerkRefusal("form_param_format_invalid", { paramName });
}
