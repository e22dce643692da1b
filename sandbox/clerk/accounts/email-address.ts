/** E-mail addresses: their form, who holds them, and Clerk's convention for test addresses. */
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { EmailAddress, User } from "../store/entities.ts";
import { makeId } from "../store/make-id.ts";

const form = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** @returns the address in lower case. @throws ClerkRefusal under the field `paramName` */
export function parseEmailAddress(text: string | undefined, paramName = "email_address"): string {
  const address = text?.trim().toLowerCase() ?? "";
  if (address === "") throw new ClerkRefusal("form_param_missing", { paramName, longMessage: `Enter ${paramName}.` });
  if (!form.test(address)) {
    const longMessage = "Email address must be a valid email address.";
    throw new ClerkRefusal("form_param_format_invalid", { paramName, longMessage });
  }
  return address;
}

/** Clerk sends such addresses no mail, and their code is always 424242 (https://clerk.com/docs/guides/development/testing/test-emails-and-phones). */
export function isTestAddress(address: string): boolean {
  return address.split("@")[0]?.endsWith("+clerk_test") ?? false;
}

export function findUserByEmail(scope: Scope, address: string): User | undefined {
  return scope.users.all().find((user) => user.emailAddresses.some((email) => email.emailAddress === address));
}

/** @throws ClerkRefusal when somebody in this instance has the address */
export function requireFreeAddress(scope: Scope, address: string, paramName = "email_address"): void {
  if (findUserByEmail(scope, address)) throw new ClerkRefusal("form_identifier_exists", { paramName });
}

export function newEmailAddress(emailAddress: string, isVerified: boolean): EmailAddress {
  return { id: makeId("idn"), emailAddress, isVerified, code: null };
}
