import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newProjectId } from "../src/ids.ts";
import { hintOf } from "../src/keys/key-text.ts";
import { mintKey } from "../src/keys/mint-key.ts";
import { createKeySigner } from "../src/keys/signing.ts";
import { verifyKey } from "../src/keys/verify-key.ts";
import { scopeOf } from "../src/tenancy/scope.ts";

const first = `1.${"a".repeat(32)}`;
const second = `2.${"b".repeat(32)}`;
const signer = createKeySigner(first, undefined);
const projectId = newProjectId();

describe("keys carry their project", () => {
  test.each([
    ["sk", "test"],
    ["sk", "live"],
    ["pk", "test"],
    ["pk", "live"],
  ] as const)("a %s_%s_ key says whose it is, in a form that secret scanners know", async (kind, mode) => {
    const key = await mintKey(kind, scopeOf(projectId, mode), signer);
    expect(key).toMatch(new RegExp(`^${kind}_${mode}_[0-9A-Za-z]+$`));
    expect(await verifyKey(key, signer)).toMatchObject({ kind, mode, scope: { projectId, mode } });
  });

  test("a secret key is looked up by its hash, a publishable key by itself", async () => {
    const secret = await mintKey("sk", scopeOf(projectId, "test"), signer);
    const publishable = await mintKey("pk", scopeOf(projectId, "test"), signer);
    expect((await verifyKey(secret, signer))?.lookup).toMatch(/^[0-9a-f]{64}$/);
    expect((await verifyKey(publishable, signer))?.lookup).toBe(publishable);
  });

  test("a hint shows the kind and the last four characters and nothing between", async () => {
    const key = await mintKey("sk", scopeOf(projectId, "live"), signer);
    expect(hintOf(key)).toBe(`sk_live_…${key.slice(-4)}`);
  });

  test("no two keys are alike", async () => {
    const keys = await Promise.all(
      Array.from({ length: 200 }, () => mintKey("pk", scopeOf(projectId, "test"), signer)),
    );
    expect(new Set(keys).size).toBe(200);
  });
});

describe("keys that are not ours are refused", () => {
  test("any single character changed", async () => {
    const key = await mintKey("sk", scopeOf(projectId, "test"), signer);
    const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    await fc.assert(
      fc.asyncProperty(fc.nat(key.length - 1), fc.constantFrom(...alphabet), async (index, character) => {
        fc.pre(key[index] !== character);
        const forged = key.slice(0, index) + character + key.slice(index + 1);
        expect(await verifyKey(forged, signer)).toBeNull();
      }),
    );
  });

  test("cut short, made longer, or given the other kind or mode", async () => {
    const key = await mintKey("sk", scopeOf(projectId, "test"), signer);
    const forgeries = [
      key.slice(0, -1),
      `${key}0`,
      key.replace("sk_", "pk_"),
      key.replace("_test_", "_live_"),
      "",
      "sk_test_",
    ];
    for (const forged of forgeries) expect(await verifyKey(forged, signer)).toBeNull();
  });

  test("random text in the right shape", async () => {
    const key = await mintKey("sk", scopeOf(projectId, "test"), signer);
    const body = fc.stringMatching(new RegExp(`^[0-9A-Za-z]{${key.length - 10}}$`));
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        expect(await verifyKey(`sk_test_11${text}`, signer)).toBeNull();
      }),
    );
  });
});

describe("the signing secret can be replaced", () => {
  test("keys of the one before work while it is kept, and not afterwards", async () => {
    const old = await mintKey("sk", scopeOf(projectId, "test"), signer);
    const overlapping = createKeySigner(second, first);
    expect(await verifyKey(old, overlapping)).not.toBeNull();
    expect(await verifyKey(old, createKeySigner(second, undefined))).toBeNull();
  });

  test("new keys are tagged by the current one", async () => {
    const key = await mintKey("sk", scopeOf(projectId, "test"), createKeySigner(second, first));
    expect(await verifyKey(key, createKeySigner(second, undefined))).not.toBeNull();
    expect(await verifyKey(key, signer)).toBeNull();
  });

  test.each([
    [undefined, undefined, "KEY_SIGNING_SECRET"],
    ["", undefined, "KEY_SIGNING_SECRET"],
    ["1.short", undefined, "KEY_SIGNING_SECRET"],
    ["a".repeat(40), undefined, "KEY_SIGNING_SECRET"],
    [first, "nonsense", "KEY_SIGNING_SECRET_PREVIOUS"],
    [first, `1.${"c".repeat(32)}`, "KEY_SIGNING_SECRET_PREVIOUS"],
  ])("a missing, malformed or doubly numbered secret is refused by name", (current, previous, variable) => {
    expect(() => createKeySigner(current, previous)).toThrow(variable);
  });
});
