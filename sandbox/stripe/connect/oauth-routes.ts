/** The token endpoints of Connect OAuth. */
import { Hono } from "hono";
import type { Fault } from "../control/faults.ts";
import type { Sandbox } from "../sandbox.ts";
import { inTransaction } from "../store/database.ts";
import { ConnectionReset } from "../wire/http-server.ts";
import { type Incoming, readIncoming } from "../wire/incoming.ts";
import { rateLimited, type StripeRefusal, serverError } from "../wire/refusal.ts";
import { deauthorize, exchangeCode, OAuthRefusal } from "./oauth.ts";

export function oauthRoutes(sandbox: Sandbox): Hono {
  const app = new Hono();
  const route = (path: string, run: (sandbox: Sandbox, incoming: Incoming) => object) =>
    app.post(path, async (context) => {
      const incoming = await readIncoming(context.req.raw);
      const headers = { "Request-Id": sandbox.newId("req", 14) };
      const fault = sandbox.faults.take(`POST ${path}`);
      const refusal = await strike(sandbox, fault);
      if (refusal) {
        const sent = { status: refusal.status, headers: { ...headers, ...refusal.details.headers } };
        return Response.json(refusal.body(headers["Request-Id"]), sent);
      }
      try {
        // A replayed code is refused and revokes: the refusal keeps what it did.
        const body = inTransaction(
          sandbox.database,
          () => run(sandbox, incoming),
          (error) => error instanceof OAuthRefusal,
        );
        if (fault?.kind === "reset_after") throw new ConnectionReset();
        return Response.json(body, { headers });
      } catch (error) {
        if (!(error instanceof OAuthRefusal)) throw error;
        const body = { error: error.error, error_description: error.message };
        return Response.json(body, { status: error.status, headers });
      }
    });
  route("/oauth/token", exchangeCode);
  route("/oauth/deauthorize", deauthorize);
  return app;
}

/** What a fault does before the call runs. @returns the answer in its place, if there is one */
async function strike(sandbox: Sandbox, fault: Fault | undefined): Promise<StripeRefusal | undefined> {
  if (fault?.kind === "reset_before") throw new ConnectionReset();
  if (fault?.kind === "slow") await sandbox.wait(fault.delayMs ?? 0);
  if (fault?.kind === "rate_limit") return rateLimited();
  if (fault?.kind === "server_error") return serverError(fault.status ?? 500);
  return undefined;
}
