import { describe, expect, test } from "vitest";
import { oncePerEnvironment, readOrigins, requireList } from "../src/index.ts";

describe("a listed setting", () => {
  test.each([
    ["whsec_a", ["whsec_a"]],
    ["whsec_a,whsec_b", ["whsec_a", "whsec_b"]],
    ["whsec_a, whsec_b", ["whsec_a", "whsec_b"]],
    [" whsec_a ,\twhsec_b,\n", ["whsec_a", "whsec_b"]],
  ])("of %j is its items, whatever the spaces", (SECRETS, items) => {
    expect(requireList({ SECRETS }, "SECRETS")).toEqual(items);
  });

  test.each([undefined, "", " ", ", ,"])("of %j is named as missing", (SECRETS) => {
    expect(() => requireList({ SECRETS }, "SECRETS")).toThrow("SECRETS is not set");
  });

  test("of origins stands behind the dashboard's own", () => {
    const env = { FRONTEND_URL: "https://app.example/x", ALLOWED_ORIGINS: "https://a.example, https://b.example/" };
    expect(readOrigins(env)).toEqual(["https://app.example", "https://a.example", "https://b.example"]);
  });
});

describe("services of an environment", () => {
  test("are made once, and tried again when they could not be", () => {
    let tries = 0;
    const servicesOf = oncePerEnvironment((env: { name: string }, prefix: string) => {
      tries += 1;
      if (tries === 1) throw new Error("NAME is not set");
      return { text: prefix + env.name };
    });
    const env = { name: "a" };
    expect(() => servicesOf(env, "-")).toThrow("NAME is not set");
    const services = servicesOf(env, "-");
    expect(servicesOf(env, "-")).toBe(services);
    expect(servicesOf({ name: "a" }, "-")).not.toBe(services);
    expect([services.text, tries]).toEqual(["-a", 3]);
  });
});
