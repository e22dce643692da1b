/** What the payer says about themself, held against what the session asks for. */
import type { PaymentMethodEntity } from "../customers/customer-entity.ts";
import { refuseBadEmail } from "../customers/refuse-bad-email.ts";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { FormObject, FormValue } from "../wire/form.ts";
import { invalid, missing } from "../wire/refusal.ts";
import type { SessionEntity, ShippingDetails } from "./session-entity.ts";

export interface Payer {
  email: string | null;
  name: string | null;
  phone: string | null;
  billingAddress: Wire | null;
  shipping: { name: string | null; address: Wire } | null;
}

const addressFields = ["line1", "line2", "city", "state", "postal_code", "country"] as const;

/** Reads `email`, `name`, `phone`, `billing[address][…]`, `shipping[name]` and `shipping[address][…]`. */
export function readPayer(form: FormObject): Payer {
  const shipping = branch(form.shipping);
  const shippingAddress = addressOf(shipping.address);
  const shippingName = text(shipping.name);
  return {
    email: text(form.email),
    name: text(form.name),
    phone: text(form.phone),
    billingAddress: addressOf(branch(form.billing).address),
    shipping: shippingAddress || shippingName ? { name: shippingName, address: shippingAddress ?? {} } : null,
  };
}

/**
 * Keeps what a paid session shows of its payer, on the session.
 * @throws StripeRefusal 400 when the session asks for something that is missing, or did not ask for what was sent
 */
export function rememberPayer(
  books: Books,
  session: SessionEntity,
  payer: Payer,
  method: PaymentMethodEntity | undefined,
): void {
  const billing = method?.billing_details ?? {};
  const known = books.find("customer", session.customer);
  const email = known?.email ?? session.customer_email ?? payer.email ?? billing.email;
  if (!email) throw missing("email");
  refuseBadEmail(email);
  const shipping = shippingOf(session, payer);
  const name = payer.name ?? billing.name ?? known?.name ?? shipping?.name ?? null;
  const address = { country: "US", ...billing.address, ...payer.billingAddress };
  if (session.billing_address_collection === "required") refuseIncomplete(address, "billing");
  const phone = phoneOf(session, payer, known?.phone ?? null) ?? billing.phone ?? null;
  books.change("checkout.session", session, undefined, (draft) => {
    draft.customer_details = { email, name, phone, address };
    draft.shipping = shipping;
  });
}

function shippingOf(session: SessionEntity, { shipping }: Payer): ShippingDetails | null {
  const { shipping_countries: countries } = session;
  if (!countries) {
    if (shipping) throw invalid("This Checkout Session does not collect a shipping address.", "shipping");
    return null;
  }
  if (!shipping) throw missing("shipping");
  const { name, address } = shipping;
  if (!name) throw missing("shipping[name]");
  refuseIncomplete(address, "shipping");
  if (!countries.includes(String(address.country))) {
    throw invalid(`Shipping to ${address.country} is not offered.`, "shipping[address][country]");
  }
  return { name, address };
}

function refuseIncomplete(address: Wire, whose: "billing" | "shipping"): void {
  const absent = (["line1", "country"] as const).find((field) => !address[field]);
  if (absent) throw missing(`${whose}[address][${absent}]`);
}

function phoneOf(session: SessionEntity, { phone }: Payer, known: string | null): string | null {
  if (!session.collects_phone) {
    if (phone) throw invalid("This Checkout Session does not collect a phone number.", "phone");
    return null;
  }
  const given = phone ?? known;
  if (!given) throw missing("phone");
  const digits = given.replaceAll(/[\s().-]/g, "");
  if (!/^\+\d{7,15}$/.test(digits)) {
    throw invalid("Give the phone number with its country code, for example +1 555 555 0123.", "phone");
  }
  return digits;
}

function addressOf(value: FormValue | undefined): Wire | null {
  const given = branch(value);
  const filled = addressFields.flatMap((field) => (text(given[field]) ? [[field, text(given[field])] as const] : []));
  return filled.length > 0 ? Object.fromEntries(filled) : null;
}

function branch(value: FormValue | undefined): FormObject {
  return typeof value === "object" ? value : {};
}

function text(value: FormValue | undefined): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
