/** What ClerkJS must know of an instance: its name, and that people sign up with an address and a password. */
import type { Instance } from "../instances/instance.ts";

const off = {
  enabled: false,
  required: false,
  verifications: [],
  used_for_first_factor: false,
  first_factors: [],
  used_for_second_factor: false,
  second_factors: [],
  verify_at_sign_up: false,
};

const email = {
  ...off,
  enabled: true,
  required: true,
  verifications: ["email_code"],
  used_for_first_factor: true,
  first_factors: ["email_code"],
  verify_at_sign_up: true,
};

export function toEnvironment(instance: Instance) {
  return {
    id: `env_${instance.id.slice("ins_".length)}`,
    object: "environment",
    auth_config: { object: "auth_config", id: "", single_session_mode: true, claimed_at: null, reverification: false },
    display_config: toDisplayConfig(instance),
    user_settings: toUserSettings(instance),
    organization_settings: {
      enabled: false,
      max_allowed_memberships: 1,
      force_organization_selection: false,
      actions: { admin_delete: false },
      domains: { enabled: false, enrollment_modes: [], default_role: null },
      slug: { disabled: true },
      organization_creation_defaults: { enabled: false },
    },
    commerce_settings: {
      billing: {
        stripe_publishable_key: null,
        organization: { enabled: false, has_paid_plans: false },
        user: { enabled: false, has_paid_plans: false },
      },
    },
    api_keys_settings: { enabled: false, user_api_keys_enabled: false, orgs_api_keys_enabled: false },
    protect_config: { object: "protect_config", id: "" },
    maintenance_mode: false,
    client_debug_mode: false,
  };
}

function toDisplayConfig(instance: Instance) {
  return {
    object: "display_config",
    id: "",
    application_name: instance.applicationName,
    instance_environment_type: "development",
    preferred_sign_in_strategy: "password",
    branded: false,
    home_url: "/",
    sign_in_url: "/sign-in",
    sign_up_url: "/sign-up",
    after_sign_in_url: "/",
    after_sign_up_url: "/",
    after_sign_out_all_url: "/",
    after_sign_out_one_url: "/",
    after_switch_session_url: "/",
    user_profile_url: "/user",
    logo_image_url: "",
    favicon_image_url: "",
    support_email: "",
    terms_url: "",
    privacy_policy_url: "",
    captcha_public_key: null,
    captcha_widget_type: null,
    captcha_public_key_invisible: null,
    captcha_provider: "turnstile",
    captcha_oauth_bypass: [],
    show_devmode_warning: false,
    theme: {},
  };
}

function toUserSettings({ settings }: Instance) {
  return {
    attributes: {
      email_address: email,
      password: { ...off, enabled: true, required: true },
      first_name: { ...off, enabled: true },
      last_name: { ...off, enabled: true },
      phone_number: off,
      username: off,
      web3_wallet: off,
      authenticator_app: off,
      backup_code: off,
      passkey: off,
    },
    actions: { delete_self: settings.canDeleteSelf, create_organization: false },
    social: {},
    enterprise_sso: { enabled: false, self_serve_sso: false },
    sign_in: { second_factor: { required: false, enabled: false } },
    sign_up: {
      allowlist_only: false,
      captcha_enabled: false,
      legal_consent_enabled: false,
      mode: "public",
      progressive: true,
      mfa: { required: false },
    },
    password_settings: {
      allowed_special_characters: "",
      disable_hibp: true,
      min_length: 8,
      max_length: 72,
      require_special_char: false,
      require_numbers: false,
      require_uppercase: false,
      require_lowercase: false,
      show_zxcvbn: false,
      min_zxcvbn_strength: 0,
    },
    passkey_settings: { allow_autofill: false, show_sign_in_button: false },
    username_settings: { min_length: 4, max_length: 64 },
    attack_protection: { enumeration_protection: { enabled: false } },
  };
}
