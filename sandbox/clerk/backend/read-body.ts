/** The JSON body of a Backend API call, of which every parameter must be one that the sandbox understands. */
import type { Context } from "hono";
import { isObject } from "../accounts/metadata.ts";
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Metadata } from "../store/entities.ts";

export type Kind = "string" | "number" | "boolean" | "object" | "strings";

type Value<K extends Kind> = K extends "string"
  ? string
  : K extends "number"
    ? number
    : K extends "boolean"
      ? boolean
      : K extends "strings"
        ? string[]
        : Metadata;

type Parameters<S extends Record<string, Kind>> = { readonly [K in keyof S]?: Value<S[K]> | null };

const isOfKind: Record<Kind, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number" && Number.isSafeInteger(value),
  boolean: (value) => typeof value === "boolean",
  object: isObject,
  strings: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
};

/** @throws ClerkRefusal for what is no JSON object, and for a parameter that is unknown or of the wrong kind */
export async function readBody<S extends Record<string, Kind>>(context: Context, kinds: S): Promise<Parameters<S>> {
  const text = await context.req.text();
  const body = text === "" ? {} : parse(text);
  for (const [name, value] of Object.entries(body)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) {
      const longMessage = `${name} is not simulated, or not a parameter of this call`;
      throw new ClerkRefusal("form_param_unknown", { paramName: name, longMessage });
    }
    if (value !== null && !isOfKind[kind](value)) {
      throw new ClerkRefusal("form_param_format_invalid", { paramName: name, longMessage: `${name} must be ${kind}` });
    }
  }
  return body as Parameters<S>;
}

/** @throws ClerkRefusal when the parameter is not there */
export function requireParam<T>(value: T | null | undefined, paramName: string): T {
  if (value !== null && value !== undefined && value !== "") return value;
  throw new ClerkRefusal("form_param_missing", { paramName, longMessage: `${paramName} must be included.` });
}

function parse(text: string): Metadata {
  try {
    const body: unknown = JSON.parse(text);
    if (isObject(body)) return body;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw new ClerkRefusal("request_body_invalid");
}
