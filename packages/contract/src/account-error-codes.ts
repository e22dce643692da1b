/** What a developer meets: the account, its quotas, the catalogue and Stripe Connect. */
import type { ErrorMeaning } from "./error-meaning.ts";

export const accountErrorCodes = {
  no_platform: {
    status: 403,
    title: "This developer has no account yet",
    remedy: "Make one with <code>POST /generate-platform-id</code> after the first sign-in.",
  },
  plan_required: {
    status: 403,
    title: "The project's owner needs a paid plan for this",
    remedy: "The owner of the project renews their dream-api plan. Test keys go on working.",
  },
  project_limit_reached: {
    status: 403,
    title: "This account has as many projects as it may",
    remedy: "Delete a project that is not needed; <code>GET /me</code> tells the quota.",
  },
  key_limit_reached: {
    status: 403,
    title: "This project has as many key pairs in this mode as it may",
    remedy: "Revoke a pair that is not needed, or rotate one instead of adding another.",
  },
  catalogue_limit_reached: {
    status: 403,
    title: "This project has as many tiers or products as it may",
    remedy: "Delete one that is not sold any more; a project takes 10 paid tiers and one free tier.",
  },
  asset_quota_reached: {
    status: 403,
    title: "This account's space for images is used up",
    remedy: "Send a smaller image; <code>GET /me</code> tells the quota.",
  },
  authorization_denied: {
    status: 403,
    title: "Access to the Stripe account was not granted",
    remedy: "Nothing was changed. Start connecting again whenever you like.",
  },
  authorization_expired: {
    status: 409,
    title: "This authorization was used or has expired",
    remedy: "Look whether the account is connected; if not, start connecting again.",
  },
  name_taken: {
    status: 409,
    title: "This name is taken in the project",
    remedy: "Change the one that has it, or choose another name: names of tiers and products are stable for ever.",
  },
  free_tier_exists: {
    status: 409,
    title: "The project has a free tier already",
    remedy: "A project has one free tier at most: change that one, or give this one an amount.",
  },
  sync_running: {
    status: 409,
    title: "This catalogue is being synced or promoted at this moment",
    remedy: "Wait until that is done, then look at what it did and repeat the call.",
  },
  not_synced: {
    status: 409,
    title: "Stripe does not know the price of this yet",
    remedy:
      "Connected accounts follow the catalogue in a moment; if this stays, look at the notices or <code>POST /sync</code>.",
  },
  not_promoted: {
    status: 409,
    title: "The project was not promoted to live before",
    remedy: "Promote it first; rolling back needs an earlier promotion to go back to.",
  },
  stripe_not_connected: {
    status: 409,
    title: "The project's owner has no Stripe account connected in this mode",
    remedy: "Connect a Stripe account in the dashboard, or in test mode first.",
  },
  stripe_account_in_use: {
    status: 409,
    title: "This Stripe account can't be connected here: it is connected elsewhere or our own",
    remedy: "Disconnect it from the other dream-api account first, or connect another one.",
  },
  live_subscribers_exist: {
    status: 409,
    title: "There are live subscriptions on this",
    remedy: "Cancel them and wait for their end; until then this would take away what people pay for.",
  },
} as const satisfies Record<string, ErrorMeaning>;
