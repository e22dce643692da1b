import { describe, expect, test } from "vitest";
import { emailSchema, imageUrlSchema, originSchema, redirectUriSchema, returnUrlSchema } from "../src/index.ts";

const schemas = { returnUrl: returnUrlSchema, redirectUri: redirectUriSchema, imageUrl: imageUrlSchema };
const long = `https://app.example/${"x".repeat(2048)}`;

describe.each(Object.entries(schemas))("a %s", (_name, schema) => {
  test.each(["https://app.example/done?a=1", "http://localhost:5173/done", "http://127.0.0.1:3000/"])(
    "may be %s",
    (url) => {
      expect(schema.parse(url)).toBe(url);
    },
  );

  test.each([
    "http://app.example/",
    "http://localhost.evil.example/",
    "http://localhost@evil.example/",
    "https://user:secret@app.example/",
    "https://@app.example/",
    "https:\\\\app.example",
    "https://app.example\\@evil.example/",
    "https://app.example/a b",
    "https://app.example/\n",
    "javascript:alert(1)",
    "//app.example/",
    "https://",
    "",
    long,
  ])("may not be %j", (url) => {
    expect(schema.safeParse(url).success).toBe(false);
  });
});

test("a return URL keeps the place for the session's id", () => {
  const url = "https://app.example/done?session={CHECKOUT_SESSION_ID}#top";
  expect(returnUrlSchema.parse(url)).toBe(url);
});

test.each(["https://app.example/cb#part", "https://app.example/cb#", "https://*.app.example/cb"])(
  "a redirect URI may not be %s",
  (url) => {
    expect(redirectUriSchema.safeParse(url).success).toBe(false);
  },
);

describe("an origin", () => {
  test.each(["https://app.example", "https://app.example:8443", "http://localhost:5173"])("may be %s", (origin) => {
    expect(originSchema.parse(origin)).toBe(origin);
  });

  test.each([
    "https://app.example/",
    "https://app.example/path",
    "https://app.example:443",
    "https://App.example",
    "https://*.app.example",
    "http://app.example",
    "null",
    "*",
  ])("may not be %s", (origin) => {
    expect(originSchema.safeParse(origin).success).toBe(false);
  });
});

test("an e-mail address has an end", () => {
  expect(emailSchema.safeParse("ada@example.com").success).toBe(true);
  expect(emailSchema.safeParse(`${"a".repeat(250)}@example.com`).success).toBe(false);
});
