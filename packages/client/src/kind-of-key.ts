/** What a key's text says about it. Whether it is genuine only the API knows. */
import { AuthenticationError, PermissionError } from "./errors.ts";

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

/** The project and the mode that a key is of, as access tokens name them: the key says both. */
export function audienceOfKey(key: string): string {
  return `prj_${key.slice("sk_test_11".length, "sk_test_11".length + 16)}:${key.slice(3, 7)}`;
}

/** @throws PermissionError `secret_key_in_browser` */
export function refuseSecretInBrowser(kind: KeyKind): void {
  if (kind !== "secret" || typeof window === "undefined") return;
  throw new PermissionError(
    "A secret key in a browser is everybody's: use a publishable key here, or call from your server",
    { code: "secret_key_in_browser" },
  );
}
