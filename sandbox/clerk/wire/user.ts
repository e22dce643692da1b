/** A user as the two APIs show it: the Backend API shows more. */
import type { EmailAddress, User } from "../store/entities.ts";

/** A drawing in the URL itself: Clerk's own pictures would be fetched from its servers. */
const imageUrl = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#6c47ff"/></svg>',
)}`;

export function toFrontendUser(user: User) {
  return {
    object: "user",
    id: user.id,
    external_id: user.externalId,
    primary_email_address_id: user.primaryEmailAddressId,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    image_url: imageUrl,
    profile_image_id: "",
    has_image: false,
    username: null,
    first_name: user.firstName,
    last_name: user.lastName,
    email_addresses: user.emailAddresses.map(toEmailAddress),
    phone_numbers: [],
    web3_wallets: [],
    external_accounts: [],
    enterprise_accounts: [],
    saml_accounts: [],
    passkeys: [],
    organization_memberships: [],
    password_enabled: user.passwordHash !== null,
    totp_enabled: false,
    backup_code_enabled: false,
    two_factor_enabled: false,
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    last_sign_in_at: user.lastSignInAt,
    create_organization_enabled: false,
    create_organizations_limit: null,
    delete_self_enabled: user.canDeleteSelf,
    legal_accepted_at: null,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  };
}

export function toBackendUser(user: User) {
  return {
    ...toFrontendUser(user),
    private_metadata: user.privateMetadata,
    banned: user.isBanned,
    locked: false,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: 100,
    last_active_at: user.lastActiveAt,
  };
}

export function toEmailAddress({ id, emailAddress, isVerified, code }: EmailAddress) {
  const isPending = !isVerified && code !== null;
  return {
    object: "email_address",
    id,
    email_address: emailAddress,
    reserved: false,
    verification:
      isVerified || isPending
        ? {
            object: "verification_otp",
            status: isVerified ? "verified" : "unverified",
            strategy: "email_code",
            attempts: code?.failedAttempts ?? null,
            expire_at: code?.expiresAt ?? null,
          }
        : null,
    linked_to: [],
    matches_sso_connection: false,
  };
}

export function toPublicUserData(user: User) {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: imageUrl,
    has_image: false,
    identifier: user.emailAddresses[0]?.emailAddress ?? "",
    user_id: user.id,
  };
}
