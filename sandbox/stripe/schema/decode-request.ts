/**
 * Turns form strings into the typed parameters of an operation, refusing what its schema does not know. An empty
 * string where Stripe allows unsetting becomes `null`. Decoders are built when a type is first used.
 */
import type { FormObject, FormValue } from "../wire/form.ts";
import { invalid, type StripeRefusal } from "../wire/refusal.ts";
import { resolveSchema, schemaNamed, typesOf } from "./load-schema.ts";
import { decodeMetadata } from "./metadata-rules.ts";
import {
  emptyValue,
  invalidArray,
  invalidChoice,
  invalidNumber,
  invalidObject,
  missingParams,
  unknownParams,
} from "./request-refusals.ts";
import type { Schema } from "./schema-format.ts";
import { withUnsettable } from "./unsettable.ts";

type Decoder = (raw: FormValue, path: string) => unknown;

const decoders = new Map<string, Decoder>();

/** @throws StripeRefusal naming the parameter in Stripe's bracket notation */
export function decodeRequest(schemaName: string | undefined, form: FormObject): Record<string, unknown> {
  if (schemaName === undefined) {
    if (Object.keys(form).length > 0) throw unknownParams(Object.keys(form));
    return {};
  }
  return decoderNamed(schemaName)(form, "") as Record<string, unknown>;
}

function decoderNamed(name: string): Decoder {
  let decoder = decoders.get(name);
  if (!decoder) {
    decoder = name === "MetadataParam" ? decodeMetadata : decoderOf(withUnsettable(name, schemaNamed(name)));
    decoders.set(name, decoder);
  }
  return decoder;
}

function decoderOf(schema: Schema): Decoder {
  const { $ref } = schema;
  // Types refer to themselves, so a named decoder is looked up when it runs.
  if ($ref !== undefined) return (raw, path) => decoderNamed($ref)(raw, path);
  if (schema.anyOf) return choiceDecoder(schema.anyOf);
  const [type] = typesOf(schema).filter((name) => name !== "null");
  const decoder = decoderOfType(schema, type);
  const isNullable = typesOf(schema).includes("null") || schema.enum?.includes("") === true;
  return isNullable ? (raw, path) => (raw === "" ? null : decoder(raw, path)) : decoder;
}

function decoderOfType(schema: Schema, type: string | undefined): Decoder {
  switch (type) {
    case "string":
      return schema.enum ? enumDecoder(schema.enum) : decodeString;
    case "integer":
      return numberDecoder("integer", /^-?\d{1,15}$/);
    case "number":
      return numberDecoder("decimal", /^-?\d{1,15}(\.\d+)?$/);
    case "boolean":
      return decodeBoolean;
    case "array":
      return arrayDecoder(schema);
    default:
      return objectDecoder(schema);
  }
}

const decodeString: Decoder = (raw, path) => {
  if (typeof raw !== "string") throw invalid(`Invalid string: ${JSON.stringify(raw)}`, path);
  if (raw === "") throw emptyValue(path);
  return raw;
};

const decodeBoolean: Decoder = (raw, path) => {
  if (raw === "true" || raw === "false") return raw === "true";
  throw invalid(`Invalid boolean: ${typeof raw === "string" ? raw : JSON.stringify(raw)}`, path);
};

function numberDecoder(kind: "integer" | "decimal", pattern: RegExp): Decoder {
  return (raw, path) => {
    if (typeof raw === "string" && pattern.test(raw)) return Number(raw);
    throw invalidNumber(kind, raw, path);
  };
}

function enumDecoder(values: readonly unknown[]): Decoder {
  return (raw, path) => {
    if (values.includes(raw)) return raw;
    throw invalidChoice(raw, values, path);
  };
}

function arrayDecoder(schema: Schema): Decoder {
  const decodeItem = decoderOf(schema.items ?? {});
  return (raw, path) => {
    if (typeof raw === "string" || !isList(raw)) throw invalidArray(path);
    return Object.values(raw).map((item, index) => decodeItem(item, `${path}[${index}]`));
  };
}

function objectDecoder(schema: Schema): Decoder {
  const { additionalProperties } = schema;
  if (typeof additionalProperties === "object") {
    const decodeValue = decoderOf(additionalProperties);
    return (raw, path) => mapValues(asObject(raw, path), (value, key) => decodeValue(value, below(path, key)));
  }
  const properties = schema.properties ?? {};
  const decode = new Map(Object.entries(properties).map(([key, value]) => [key, decoderOf(value)]));
  const required = schema.required ?? [];
  return (raw, path) => {
    const form = asObject(raw, path);
    const unknown = Object.keys(form).filter((key) => !decode.has(key));
    if (unknown.length > 0) throw unknownParams(unknown.map((key) => below(path, key)));
    const absent = required.filter((key) => form[key] === undefined);
    if (absent.length > 0) throw missingParams(absent.map((key) => below(path, key)));
    return mapValues(form, (value, key) => decode.get(key)?.(value, below(path, key)));
  };
}

/** The alternative that fits the kind of value; when several could, the first that accepts it. */
function choiceDecoder(alternatives: Schema[]): Decoder {
  const isNullable = alternatives.some((one) => one.type === "null" || one.enum?.includes(""));
  const candidates = alternatives
    .filter((one) => one.type !== "null" && !(one.enum?.length === 1 && one.enum[0] === ""))
    .map((one) => ({ kind: kindOf(one), decode: decoderOf(one) }));
  return (raw, path) => {
    if (raw === "" && isNullable) return null;
    const wanted = kindOfValue(raw);
    const fitting = candidates.filter(({ kind }) => kind === wanted);
    return firstAccepting(fitting.length > 0 ? fitting : candidates, raw, path);
  };
}

function firstAccepting(candidates: { decode: Decoder }[], raw: FormValue, path: string): unknown {
  let refusal: StripeRefusal | undefined;
  for (const { decode } of candidates) {
    try {
      return decode(raw, path);
    } catch (error) {
      refusal ??= error as StripeRefusal;
    }
  }
  throw refusal ?? invalidObject(path);
}

function kindOfValue(raw: FormValue): "scalar" | "array" | "object" {
  if (typeof raw === "string") return "scalar";
  return isList(raw) ? "array" : "object";
}

function kindOf(schema: Schema): "scalar" | "array" | "object" {
  const [type] = typesOf(resolveSchema(schema));
  return type === "array" || type === "object" ? type : "scalar";
}

function isList(raw: FormObject): boolean {
  return Object.keys(raw).every((key) => /^\d+$/.test(key));
}

function asObject(raw: FormValue, path: string): FormObject {
  if (typeof raw === "string") throw invalidObject(path);
  return raw;
}

function below(path: string, key: string): string {
  return path === "" ? key : `${path}[${key}]`;
}

function mapValues(form: FormObject, change: (value: FormValue, key: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(form).map(([key, value]) => [key, change(value, key)]));
}
