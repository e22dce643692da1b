/** What Stripe answers when it refuses: the error object with its status, thrown anywhere, written in one place. */

type ErrorType = "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";

interface RefusalDetails {
  type?: ErrorType;
  code?: string;
  param?: string;
  status?: number;
  decline_code?: string;
  headers?: Record<string, string>;
  /** What else the error object carries, for example `payment_intent`. */
  more?: Record<string, unknown>;
}

export class StripeRefusal extends Error {
  readonly status: number;
  readonly details: RefusalDetails;

  constructor(message: string, details: RefusalDetails = {}) {
    super(message);
    this.status = details.status ?? 400;
    this.details = details;
  }

  /** A declined card leaves its traces, unless the operation promised all or nothing. */
  isKept = true;

  /** Refused before anything ran: an idempotency key may then be used again. */
  hasRun = true;

  beforeRunning(): this {
    this.hasRun = false;
    return this;
  }

  undoing(): this {
    this.isKept = false;
    return this;
  }

  body(requestId: string): { error: Record<string, unknown> } {
    const { type = "invalid_request_error", code, param, decline_code, more } = this.details;
    return {
      error: {
        ...(code === undefined
          ? {}
          : { code, doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll("_", "-")}` }),
        ...(decline_code === undefined ? {} : { decline_code }),
        message: this.message,
        ...(param === undefined ? {} : { param }),
        request_log_url: `https://dashboard.stripe.com/logs/${requestId}`,
        type,
        ...more,
      },
    };
  }
}

export function noSuch(noun: string, id: string, param = "id"): StripeRefusal {
  return new StripeRefusal(`No such ${noun}: '${id}'`, { status: 404, code: "resource_missing", param });
}

/** For an id inside a body: Stripe answers 400 there, 404 only for the id in the path. */
export function noSuchReference(noun: string, id: string, param: string): StripeRefusal {
  return new StripeRefusal(`No such ${noun}: '${id}'`, { code: "resource_missing", param });
}

export function invalid(message: string, param?: string, code?: string): StripeRefusal {
  return new StripeRefusal(message, {
    ...(param === undefined ? {} : { param }),
    ...(code === undefined ? {} : { code }),
  });
}

export function alreadyExists(noun: string): StripeRefusal {
  return invalid(`${noun} already exists.`, "id", "resource_already_exists");
}

export function missing(param: string): StripeRefusal {
  return invalid(`Missing required param: ${param}.`, param, "parameter_missing");
}

/** The sandbox's own answer for what it does not simulate. 501 is not a status that Stripe uses. */
export function notSimulated(what: string): StripeRefusal {
  return new StripeRefusal(`The sandbox does not simulate ${what}.`, {
    type: "api_error",
    code: "sandbox_not_simulated",
    status: 501,
    headers: { "Stripe-Should-Retry": "false" },
  });
}

export function rateLimited(): StripeRefusal {
  return new StripeRefusal("Request rate limit exceeded.", { status: 429, code: "rate_limit" });
}

export function serverError(status: number): StripeRefusal {
  return new StripeRefusal("An unknown error occurred.", { type: "api_error", status });
}

export function cardDeclined(): StripeRefusal {
  return new StripeRefusal("Your card was declined.", {
    type: "card_error",
    status: 402,
    code: "card_declined",
    decline_code: "generic_decline",
  }).undoing();
}
