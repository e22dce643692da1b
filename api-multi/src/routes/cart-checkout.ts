import { createCartCheckout, headerNames, userIdSchema } from "@dream-api/contract";
import { buy, DreamError, type VerifiedKey } from "@dream-api/domain";
import { callOf, once, validate } from "@dream-api/http";
import { type Api, apiRoute } from "./api.ts";
import { requireValidKey } from "./require-valid-key.ts";

/** Cloudflare sets it itself, whatever the caller sends. */
const callerAddress = "CF-Connecting-IP";

export function routeCartCheckout(api: Api): void {
  apiRoute(api, createCartCheckout, async ({ context, key, body, services }) => {
    const request = context.req.raw;
    await requireValidKey(key, services);
    const { store } = services.providers();
    const userId = readBuyer(request.headers, key);
    const { projectId, mode } = key.scope;
    const address = `${projectId}:${mode}:${request.headers.get(callerAddress) ?? "unknown"}`;
    const browserHash = key.kind === "pk" ? await store.hashAddress("order", address) : null;
    const caller = `${projectId}:${mode}:${key.kind}`;
    return once({ endpoint: createCartCheckout, request, caller, input: body }, async () => {
      const ownOrigin = callOf(request).docsOrigin;
      const { expiresAt, ...purchase } = await buy(key.scope, { ...body, userId, browserHash, ownOrigin }, store.buy);
      return context.json({ ...purchase, expiresAt: new Date(expiresAt).toISOString() });
    });
  });
}

/** A browser can't say who it is. @throws DreamError `validation_failed` */
function readBuyer(headers: Headers, { kind }: VerifiedKey): string | null {
  const userId = headers.get(headerNames.userId);
  if (userId === null) return null;
  const path = `headers.${headerNames.userId}`;
  if (kind === "pk") throw new DreamError("validation_failed", { issues: [{ path, message: "takes a secret key" }] });
  return validate(userIdSchema, userId, path);
}
