/** Making, changing and deleting users, whoever asks for it. */
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { EmailAddress, Metadata, User } from "../store/entities.ts";
import { makeId } from "../store/make-id.ts";
import { toBackendUser } from "../wire/user.ts";
import { newEmailAddress, parseEmailAddress, requireFreeAddress } from "./email-address.ts";
import { closeSessionsOf } from "./sessions.ts";

export interface NewUser {
  /** Absent makes one. */
  readonly id?: string;
  readonly emailAddresses: readonly string[];
  readonly passwordHash: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly externalId?: string | null;
  readonly publicMetadata?: Metadata;
  readonly privateMetadata?: Metadata;
  readonly unsafeMetadata?: Metadata;
}

/** Its addresses count as verified. @throws ClerkRefusal when an address is taken */
export function createUser(scope: Scope, input: NewUser): User {
  const addresses = input.emailAddresses.map((text) => parseEmailAddress(text));
  for (const address of addresses) requireFreeAddress(scope, address);
  requireFreeExternalId(scope, input.externalId);
  const emailAddresses = addresses.map((address) => newEmailAddress(address, true));
  const now = scope.now();
  const user = scope.users.put({
    id: input.id ?? makeId("user"),
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    externalId: input.externalId ?? null,
    emailAddresses,
    primaryEmailAddressId: emailAddresses[0]?.id ?? null,
    passwordHash: input.passwordHash,
    publicMetadata: input.publicMetadata ?? {},
    privateMetadata: input.privateMetadata ?? {},
    unsafeMetadata: input.unsafeMetadata ?? {},
    isBanned: false,
    canDeleteSelf: scope.instance.settings.canDeleteSelf,
    lastSignInAt: null,
    lastActiveAt: null,
    createdAt: now,
    updatedAt: now,
  });
  scope.publish("user.created", toBackendUser(user));
  return user;
}

export function changeUser(scope: Scope, user: User, changes: Partial<User>): User {
  if (changes.externalId !== user.externalId) requireFreeExternalId(scope, changes.externalId);
  const changed = scope.users.put({ ...user, ...changes, updatedAt: scope.now() });
  scope.publish("user.updated", toBackendUser(changed));
  return changed;
}

export function deleteUser(scope: Scope, user: User): void {
  closeSessionsOf(scope, user.id, "removed");
  scope.users.remove(user.id);
  scope.publish("user.deleted", { id: user.id, object: "user", deleted: true });
}

export function banUser(scope: Scope, user: User): User {
  closeSessionsOf(scope, user.id, "revoked");
  return changeUser(scope, user, { isBanned: true });
}

export function changeEmailAddress(scope: Scope, user: User, address: EmailAddress): User {
  const emailAddresses = user.emailAddresses.map((one) => (one.id === address.id ? address : one));
  return changeUser(scope, user, { emailAddresses });
}

/** @throws ClerkRefusal for an address that is not the user's, or not verified */
export function changePrimaryAddress(scope: Scope, user: User, addressId: string): User {
  const address = user.emailAddresses.find(({ id }) => id === addressId);
  if (!address?.isVerified) {
    throw new ClerkRefusal("form_param_value_invalid", { paramName: "primary_email_address_id" });
  }
  return changeUser(scope, user, { primaryEmailAddressId: addressId });
}

function requireFreeExternalId(scope: Scope, externalId: string | null | undefined): void {
  if (!externalId) return;
  if (scope.users.all().some((user) => user.externalId === externalId)) {
    throw new ClerkRefusal("form_identifier_exists", { paramName: "external_id" });
  }
}
