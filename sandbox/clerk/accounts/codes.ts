/** One-time codes by e-mail: ten minutes, three tries. */
import { randomInt } from "node:crypto";
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { Code } from "../store/entities.ts";
import { makeId } from "../store/make-id.ts";
import { isTestAddress } from "./email-address.ts";

const lifetimeMs = 10 * 60_000;
const mostAttempts = 3;
const testCode = "424242";

/** Sends a code, except to test addresses, whose code is known. */
export function sendCode(scope: Scope, address: string): Code {
  const digits = isTestAddress(address) ? testCode : String(randomInt(1_000_000)).padStart(6, "0");
  if (!isTestAddress(address)) {
    scope.emails.put({
      id: makeId("ema"),
      to: address,
      subject: `${digits} is your verification code`,
      text: `Your code for ${scope.instance.applicationName} is ${digits}. It is good for ten minutes.`,
      code: digits,
      link: null,
      sentAt: scope.now(),
    });
  }
  return { digits, expiresAt: scope.now() + lifetimeMs, failedAttempts: 0 };
}

/**
 * Compares what was typed with the code that was sent.
 * @param keep stores the code with one failed attempt more
 * @throws ClerkRefusal when it is wrong, used up, expired or was never sent
 */
export function requireCode(scope: Scope, code: Code | null, typed: string | undefined, keep: (code: Code) => void) {
  if (!code) throw new ClerkRefusal("verification_missing", { paramName: "code" });
  if (code.failedAttempts >= mostAttempts) throw new ClerkRefusal("verification_failed", { paramName: "code" });
  if (scope.now() >= code.expiresAt) throw new ClerkRefusal("verification_expired", { paramName: "code" });
  if (typed === code.digits) return;
  keep({ ...code, failedAttempts: code.failedAttempts + 1 });
  throw new ClerkRefusal("form_code_incorrect", { paramName: "code" });
}
