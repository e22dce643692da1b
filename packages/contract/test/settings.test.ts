import { describe, expect, test } from "vitest";
import { finishConnection, labelSchema, projectChangesSchema } from "../src/index.ts";

describe("changes of a project's settings", () => {
  test("hold what was said, null for what is taken away", () => {
    const changes = { mode: "live", branding: { colour: "#1a2B3c", logoUrl: null }, defaultUrls: { cancelUrl: null } };
    expect(projectChangesSchema.parse(changes)).toEqual(changes);
  });

  test.each([
    ["no mode", { name: "Notes" }],
    ["a colour by name", { mode: "test", branding: { colour: "red" } }],
    ["a colour with more behind it", { mode: "test", branding: { colour: "#1a2b3c;x" } }],
    ["a logo over http", { mode: "test", branding: { logoUrl: "http://app.example/logo.png" } }],
    ["an origin with a path", { mode: "test", allowedOrigins: ["https://app.example/"] }],
    ["a type, which is fixed", { mode: "test", type: "store" }],
  ])("refuse %s", (_what, changes) => {
    expect(projectChangesSchema.safeParse(changes).success).toBe(false);
  });
});

test("a key's label is 1 to 64 printable characters", () => {
  for (const label of ["ci", "Zürich 🚀", "x".repeat(64)]) expect(labelSchema.parse(label)).toBe(label);
  for (const label of ["", " ", "x".repeat(65), "a\nb", "a\u0007b", "a\u2028b", "a\ud800b"]) {
    expect(labelSchema.safeParse(label).success).toBe(false);
  }
});

test("what Stripe sent back is a yes or a no", () => {
  const accepts = (answer: object) => finishConnection.body?.safeParse({ state: "s", ...answer }).success;
  expect(accepts({ code: "ac_1" })).toBe(true);
  expect(accepts({ error: "access_denied" })).toBe(true);
  expect(accepts({})).toBe(false);
  expect(accepts({ code: "ac_1", error: "access_denied" })).toBe(false);
});
