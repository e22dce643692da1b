/** The address that stands for a user. */
import type { EmailAddress, User } from "../store/entities.ts";

export function primaryEmailOf(user: User): EmailAddress | undefined {
  return user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId) ?? user.emailAddresses[0];
}
