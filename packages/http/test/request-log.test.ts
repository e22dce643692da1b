import { ProviderFailure } from "@dream-api/domain";
import { expect, test } from "vitest";
import { describeError } from "../src/index.ts";

test("a provider's failure is logged with its type, code and reference, not with what the provider said", () => {
  const cause = new Error("Invalid email address: ada@example.com");
  const failed = {
    call: "change a customer",
    kind: "refused",
    errorType: "InvalidRequest",
    providerCode: "email_invalid",
    reference: "req_1",
  } as const;
  const failure = new ProviderFailure("stripe", failed, { cause });
  for (const error of [failure, new Error("A sync stopped", { cause: failure })]) {
    const text = describeError(error);
    expect(text).toContain("stripe: change a customer: refused (InvalidRequest, email_invalid, req_1)");
    expect(text).not.toContain("ada@example.com");
  }
});

test("an error of ours is logged with its causes and where they came from", () => {
  const text = describeError(new Error("outer", { cause: new TypeError("inner") }));
  expect(text).toMatch(/Error: outer[\s\S]*request-log\.test\.ts[\s\S]*caused by TypeError: inner/);
});
