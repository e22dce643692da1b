/** Users that are there from the start. Their ids follow from instance and address, so that a reset changes none. */
import type { Scope } from "../instances/instance.ts";
import type { SeededUser, User } from "../store/entities.ts";
import { deriveId } from "../store/make-id.ts";
import { findUserByEmail, parseEmailAddress } from "./email-address.ts";
import { hashPassword } from "./password.ts";
import { createUser } from "./users.ts";

export interface SeedUser {
  readonly emailAddress: string;
  readonly password: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}

/** Finds the user by address, or makes it. @throws ClerkRefusal for an address or a password that is none */
export function seedUser(scope: Scope, { emailAddress: text, password, firstName, lastName }: SeedUser): User {
  const emailAddress = parseEmailAddress(text);
  const id = deriveId("user", `${scope.instance.slug} ${emailAddress}`);
  const seeded = { id, emailAddress, password, firstName: firstName ?? null, lastName: lastName ?? null };
  const user = findUserByEmail(scope, emailAddress) ?? scope.users.find(id) ?? makeSeeded(scope, seeded);
  scope.seededUsers.put(seeded);
  return user;
}

/** Makes all that were seeded anew, in an instance that nobody is in. */
export function restoreSeededUsers(scope: Scope): void {
  for (const seeded of scope.seededUsers.all()) makeSeeded(scope, seeded);
}

function makeSeeded(scope: Scope, { id, emailAddress, password, firstName, lastName }: SeededUser): User {
  const profile = { passwordHash: hashPassword(password), firstName, lastName };
  return createUser(scope, { id, emailAddresses: [emailAddress], ...profile });
}
