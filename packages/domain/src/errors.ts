/** A refusal that ends a use case and that the caller is told about: its code is the whole message. */
import { type ErrorCode, errorCatalogue, type Issue, type SoldOutLine, type Usage } from "@dream-api/contract";

export interface RefusalDetails {
  readonly issues?: readonly Issue[];
  /** How far the user got, for a spent tier. */
  readonly usage?: Usage;
  /** What a cart is short of, for what is sold out. */
  readonly lines?: readonly SoldOutLine[];
  readonly rateLimit?: RateLimitDetails;
  readonly allowedMethods?: readonly string[];
  readonly retryAfterSeconds?: number;
}

export interface RateLimitDetails {
  readonly limitPerMinute: number;
  readonly retryAfterSeconds: number;
}

export class DreamError extends Error {
  readonly code: ErrorCode;
  readonly details: RefusalDetails;

  constructor(code: ErrorCode, details: RefusalDetails = {}, options?: ErrorOptions) {
    super(errorCatalogue[code].title, options);
    this.name = "DreamError";
    this.code = code;
    this.details = details;
  }
}
