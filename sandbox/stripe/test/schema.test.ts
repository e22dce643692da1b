import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkResponse } from "../schema/check-response.ts";
import { decodeRequest } from "../schema/decode-request.ts";
import { generateSchema, printSchema, schemaPath } from "../schema/generate-schema.ts";
import { parseForm } from "../wire/form.ts";
import { StripeRefusal } from "../wire/refusal.ts";

function decode(form: string, schema = "Checkout.SessionCreateParams") {
  return decodeRequest(schema, parseForm(form));
}

function refusalOf(form: string, schema?: string) {
  try {
    decode(form, schema);
  } catch (error) {
    if (error instanceof StripeRefusal) return { ...error.details, message: error.message };
    throw error;
  }
  throw new Error("It was accepted");
}

describe("the schema", () => {
  test("is what the installed SDK's own types say", () => {
    expect(printSchema(generateSchema())).toBe(readFileSync(schemaPath, "utf8"));
  });
});

describe("a request", () => {
  test("arrives with the types the SDK declares", () => {
    const form =
      "mode=payment&line_items[0][price]=price_1&line_items[0][quantity]=2&allow_promotion_codes=true&metadata[a]=1";
    expect(decode(form)).toEqual({
      mode: "payment",
      line_items: [{ price: "price_1", quantity: 2 }],
      allow_promotion_codes: true,
      metadata: { a: "1" },
    });
  });

  test("with an unknown parameter deep inside is refused by its bracket name", () => {
    expect(refusalOf("line_items[0][prize]=x")).toMatchObject({
      code: "parameter_unknown",
      param: "line_items[0][prize]",
      message: "Received unknown parameter: line_items[0][prize]",
    });
  });

  test("without a required parameter is refused", () => {
    expect(refusalOf("nickname=x", "PriceCreateParams")).toMatchObject({
      code: "parameter_missing",
      param: "currency",
    });
  });

  test("with a word for a number is refused", () => {
    expect(refusalOf("line_items[0][quantity]=two")).toMatchObject({
      code: "parameter_invalid_integer",
      message: "Invalid integer: two",
    });
  });

  test("with a choice that does not exist is refused with the choices", () => {
    const { message, param } = refusalOf("mode=prepay");
    expect(param).toBe("mode");
    expect(message).toBe("Invalid mode: must be one of payment, setup, or subscription");
  });

  test("may unset what can be unset and nothing else", () => {
    expect(decode("description=", "ProductUpdateParams")).toEqual({ description: null });
    expect(refusalOf("name=", "ProductUpdateParams")).toMatchObject({ code: "parameter_invalid_empty", param: "name" });
  });

  test("with metadata beyond Stripe's limits is refused", () => {
    expect(refusalOf(`metadata[${"k".repeat(41)}]=1`)).toMatchObject({ param: `metadata[${"k".repeat(41)}]` });
    expect(refusalOf(`metadata[k]=${"v".repeat(501)}`)).toMatchObject({ param: "metadata[k]" });
  });
});

describe("the strict check of an answer", () => {
  const ref = { $ref: "Price.Recurring" };
  const recurring = {
    interval: "month",
    interval_count: 1,
    meter: null,
    usage_type: "licensed",
    trial_period_days: null,
  };

  test("accepts what the types describe", () => {
    expect(checkResponse(ref, recurring)).toEqual([]);
  });

  test("finds missing, extra and mistyped fields", () => {
    expect(checkResponse(ref, { ...recurring, meter: undefined })).toEqual([".meter: is missing"]);
    expect(checkResponse(ref, { ...recurring, colour: 1 })).toEqual([".colour: is not in the schema"]);
    expect(checkResponse(ref, { ...recurring, interval: "hour" })).toHaveLength(1);
    expect(checkResponse(ref, { ...recurring, interval_count: 1.5 })).toHaveLength(1);
  });
});
