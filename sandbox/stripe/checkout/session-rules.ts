/** Which sessions can be made at all, before anything of them is read. */
import type Stripe from "stripe";
import { refuseBadEmail } from "../customers/refuse-bad-email.ts";
import { refuseTaxes, refuseUnsimulated } from "../wire/params.ts";
import { invalid, missing, notSimulated } from "../wire/refusal.ts";
import { refuseBadUrl } from "../wire/refuse-bad-url.ts";
import type { SessionEntity } from "./session-entity.ts";

type CreateParams = Stripe.Checkout.SessionCreateParams;

const unsimulated = [
  "adaptive_pricing",
  "branding_settings",
  "name_collection",
  "payment_method_data",
  "payment_method_options",
  "saved_payment_method_options",
  "tax_id_collection",
  "consent_collection",
  "custom_fields",
  "customer_account",
  "managed_payments",
  "optional_items",
  "payment_method_configuration",
  "permissions",
  "return_url",
  "setup_intent_data",
  "shipping_options",
  "wallet_options",
] as const;
/** @throws StripeRefusal 400 for what Checkout refuses, 501 for what the sandbox does not simulate */
export function readKind(params: CreateParams): { mode: SessionEntity["mode"]; success_url: string } {
  refuseUnsimulated("checkout sessions", params, ...unsimulated);
  refuseTaxes(params);
  if (params.mode === undefined) throw missing("mode");
  if (params.mode === "setup") throw notSimulated("checkout sessions in setup mode");
  if (params.ui_mode && params.ui_mode !== "hosted_page") {
    throw notSimulated(`checkout sessions with ui_mode ${params.ui_mode}`);
  }
  if (!params.success_url) throw missing("success_url");
  refuseBadUrls(params);
  refuseBadEmail(params.customer_email, "customer_email");
  const mode = params.mode as SessionEntity["mode"];
  refuseOtherMode(mode, params);
  return { mode, success_url: params.success_url };
}

function refuseBadUrls({ success_url: success, cancel_url: cancel }: CreateParams): void {
  // The template stands where an id will be, and is not a URL's own character.
  refuseBadUrl(success?.replaceAll("{CHECKOUT_SESSION_ID}", "id"), "success_url");
  refuseBadUrl(cancel?.replaceAll("{CHECKOUT_SESSION_ID}", "id"), "cancel_url");
}

function refuseOtherMode(mode: SessionEntity["mode"], params: CreateParams): void {
  const foreign =
    mode === "payment"
      ? (["subscription_data", "payment_method_collection"] as const)
      : (["payment_intent_data", "customer_creation", "invoice_creation", "submit_type"] as const);
  const used = foreign.find((name) => params[name] !== undefined);
  if (used) throw invalid(`You can not pass \`${used}\` in \`${mode}\` mode.`, used);
  if (params.customer && params.customer_email) {
    throw invalid(
      "You may only specify one of these parameters: customer, customer_email.",
      "customer_email",
      "parameters_exclusive",
    );
  }
  if (params.customer && params.customer_creation) {
    throw invalid(
      "You may only specify one of these parameters: customer, customer_creation.",
      "customer_creation",
      "parameters_exclusive",
    );
  }
  if (params.customer_update && !params.customer) {
    throw invalid("`customer_update` can only be used with `customer`.", "customer_update");
  }
}
