/** What a key's text says about it. Whether it is genuine only the API knows. */
import { AuthenticationError } from "./errors.ts";

export type KeyKind = "secret" | "publishable";

const shape = /^(sk|pk)_(?:test|live)_[0-9A-Za-z]+$/;

/** @throws AuthenticationError `invalid_key`, without repeating the text: it may be somebody's secret */
export function kindOfKey(key: string): KeyKind {
  const prefix = typeof key === "string" ? shape.exec(key)?.[1] : undefined;
  if (prefix) return prefix === "sk" ? "secret" : "publishable";
  throw new AuthenticationError("A dream-api key looks like sk_test_…, sk_live_…, pk_test_… or pk_live_…", {
    code: "invalid_key",
  });
}
