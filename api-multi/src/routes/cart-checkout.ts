import { createCartCheckout, headerNames, userIdSchema } from "@dream-api/contract";
import { buy, DreamError } from "@dream-api/domain";
import { callOf, once, type VerifiedCaller, validate } from "@dream-api/http";
import { type Api, callerApiRoute } from "./api.ts";
import { ownerOfAnswers } from "./for-user.ts";
import { requireValidCaller } from "./require-valid-key.ts";

/** Cloudflare sets it itself, whatever the caller sends. */
const callerAddress = "CF-Connecting-IP";

export function routeCartCheckout(api: Api): void {
  callerApiRoute(api, createCartCheckout, async ({ context, caller, body, services }) => {
    const request = context.req.raw;
    await requireValidCaller(caller, services);
    const { store } = services.providers();
    const userId = readBuyer(request.headers, caller);
    const { projectId, mode } = caller.scope;
    const address = `${projectId}:${mode}:${request.headers.get(callerAddress) ?? "unknown"}`;
    const browserHash = caller.kind !== "sk" ? await store.hashAddress("order", address) : null;
    const answersOf = caller.kind === "token" ? ownerOfAnswers(caller) : `${projectId}:${mode}:${caller.kind}`;
    return once({ endpoint: createCartCheckout, request, caller: answersOf, input: body }, async () => {
      const ownOrigin = callOf(request).docsOrigin;
      const { expiresAt, ...purchase } = await buy(
        caller.scope,
        { ...body, userId, browserHash, ownOrigin },
        store.buy,
      );
      return context.json({ ...purchase, expiresAt: new Date(expiresAt).toISOString() });
    });
  });
}

/** A browser can't say who it is; a token does. @throws DreamError `validation_failed` */
function readBuyer(headers: Headers, caller: VerifiedCaller): string | null {
  if (caller.kind === "token") return caller.userId;
  const userId = headers.get(headerNames.userId);
  if (userId === null) return null;
  const path = `headers.${headerNames.userId}`;
  if (caller.kind === "pk")
    throw new DreamError("validation_failed", { issues: [{ path, message: "takes a secret key" }] });
  return validate(userIdSchema, userId, path);
}
