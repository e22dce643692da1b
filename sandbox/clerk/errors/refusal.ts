/** A refusal in Clerk's words: its code decides what the SDKs and the components do with it. */

const catalogue = {
  form_identifier_exists: [422, "That email address is taken. Please try another."],
  form_identifier_not_found: [422, "Couldn't find your account."],
  form_password_incorrect: [422, "Password is incorrect. Try again, or use another method."],
  form_password_length_too_short: [422, "Passwords must be 8 characters or more."],
  form_password_length_too_long: [422, "Passwords must be at most 72 characters."],
  form_code_incorrect: [422, "Incorrect code"],
  form_param_missing: [422, "A required value is missing."],
  form_param_format_invalid: [422, "A value has the wrong format."],
  form_param_value_invalid: [422, "A value is not allowed here."],
  form_param_unknown: [422, "A parameter is not known to the sandbox."],
  strategy_for_user_invalid: [422, "The verification strategy is not valid for this account."],
  verification_expired: [400, "This verification has expired. You must create a new code."],
  verification_failed: [400, "Too many failed attempts. Ask for a new code."],
  verification_missing: [400, "A code was not asked for yet."],
  ticket_invalid: [400, "Ticket is invalid."],
  ticket_expired: [400, "Ticket has expired."],
  duplicate_record: [400, "A record like this exists already."],
  reserved_claim: [422, "A template can't set this claim."],
  session_exists: [400, "You're already signed in."],
  sign_up_not_found: [404, "No sign-up under way was found."],
  sign_in_not_found: [404, "No sign-in under way was found."],
  user_banned: [403, "This account is banned."],
  action_not_allowed: [403, "The instance's settings don't allow this."],
  resource_not_found: [404, "The resource was not found."],
  authentication_invalid: [401, "Unable to authenticate this request."],
  dev_browser_unauthenticated: [401, "This browser is not known to this development instance."],
  clerk_key_invalid: [401, "The provided Clerk secret key is invalid."],
  request_body_invalid: [400, "The body could not be read."],
  not_simulated: [501, "The sandbox does not simulate this call."],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof catalogue;

export interface RefusalDetails {
  /** The form field that the components show the message under. */
  readonly paramName?: string;
  readonly longMessage?: string;
}

export class ClerkRefusal extends Error {
  readonly status: number;
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    const [status, message] = catalogue[code];
    super(message);
    this.name = "ClerkRefusal";
    this.status = status;
    this.code = code;
    this.details = details;
  }

  toBody(traceId: string) {
    const { paramName, longMessage } = this.details;
    return {
      errors: [
        {
          message: this.message,
          long_message: longMessage ?? this.message,
          code: this.code,
          meta: paramName === undefined ? {} : { param_name: paramName },
        },
      ],
      clerk_trace_id: traceId,
    };
  }
}

/** @throws ClerkRefusal 404, naming what was looked for */
export function requireFound<T>(found: T | undefined, name: string, id: string | undefined): T {
  if (found !== undefined) return found;
  throw new ClerkRefusal("resource_not_found", { longMessage: `No ${name} was found with id ${id}` });
}
