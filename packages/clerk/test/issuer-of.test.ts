/** The issuer that a publishable key names. */
import { expect, test } from "vitest";
import { issuerOf } from "../src/index.ts";
import { useClerk } from "./use-clerk.ts";

const clerk = useClerk();

test("the issuer is the host in the publishable key, as the instance signs it", () => {
  for (const { publishableKey, issuer } of clerk.sandbox.instances()) expect(issuerOf(publishableKey)).toBe(issuer);
  expect(issuerOf(`pk_live_${btoa("clerk.example.com$")}`)).toBe("https://clerk.example.com");
});

test.each([
  ["empty", ""],
  ["a secret key", `sk_test_${btoa("clerk.example.com$")}`],
  ["no base64", "pk_test_@@@"],
  ["broken base64", "pk_test_a"],
  ["without its end mark", `pk_test_${btoa("clerk.example.com")}`],
  ["more than a host", `pk_test_${btoa("clerk.example.com/path$")}`],
  ["no host", `pk_test_${btoa("$")}`],
])("a key that is %s is refused", (_name, key) => {
  expect(() => issuerOf(key)).toThrow("malformed");
});
