/** The token endpoints of Connect OAuth. */
import { Hono } from "hono";
import type { Sandbox } from "../sandbox.ts";
import { inTransaction } from "../store/database.ts";
import { type Incoming, readIncoming } from "../wire/incoming.ts";
import { deauthorize, exchangeCode, OAuthRefusal } from "./oauth.ts";

export function oauthRoutes(sandbox: Sandbox): Hono {
  const app = new Hono();
  const route = (path: string, run: (sandbox: Sandbox, incoming: Incoming) => object) =>
    app.post(path, async (context) => {
      const incoming = await readIncoming(context.req.raw);
      const headers = { "Request-Id": sandbox.newId("req", 14) };
      try {
        // A replayed code is refused and revokes: the refusal keeps what it did.
        const body = inTransaction(
          sandbox.database,
          () => run(sandbox, incoming),
          (error) => error instanceof OAuthRefusal,
        );
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
