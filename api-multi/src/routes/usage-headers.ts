/** Who is counted, on which plan and under which idempotency key: what usage calls say in headers. */
import { headerNames, idempotencyKeySchema, nameSchema, userIdSchema } from "@dream-api/contract";
import { type VerifiedCaller, validate } from "@dream-api/http";
import * as z from "zod";

const names = { userId: headerNames.userId, plan: headerNames.userPlan, idempotencyKey: headerNames.idempotencyKey };

const schema = z.object({
  [names.userId]: userIdSchema,
  [names.plan]: nameSchema.optional(),
  [names.idempotencyKey]: idempotencyKeySchema.optional(),
});

export interface UsageHeaders {
  readonly userId: string;
  readonly plan: string | undefined;
  readonly idempotencyKey: string | undefined;
}

/** For whom and under which key a caller counts; a token says the user itself. @throws DreamError `validation_failed` */
export function readUsageCall(headers: Headers, caller: VerifiedCaller): UsageHeaders {
  if (caller.kind !== "token") return readUsageHeaders(headers);
  const text = headers.get(names.idempotencyKey) ?? undefined;
  const idempotencyKey =
    text === undefined ? undefined : validate(idempotencyKeySchema, text, `headers.${names.idempotencyKey}`);
  return { userId: caller.userId, plan: undefined, idempotencyKey };
}

/** @throws DreamError `validation_failed` naming the header */
export function readUsageHeaders(headers: Headers): UsageHeaders {
  const read = (name: string) => headers.get(name) ?? undefined;
  const userId = read(names.userId);
  const plan = read(names.plan);
  const idempotencyKey = read(names.idempotencyKey);
  validate(schema, { [names.userId]: userId, [names.plan]: plan, [names.idempotencyKey]: idempotencyKey }, "headers");
  return { userId: userId as string, plan, idempotencyKey };
}

/** Leaves room for the index of an event behind it: what comes out is a key like any other. */
const batchKeySchema = idempotencyKeySchema.max(250).optional();

/** @throws DreamError `validation_failed` */
export function readBatchKey(headers: Headers): string | undefined {
  const text = headers.get(names.idempotencyKey) ?? undefined;
  return validate(batchKeySchema, text, `headers.${names.idempotencyKey}`);
}
