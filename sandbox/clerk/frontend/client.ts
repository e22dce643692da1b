/** `/v1/client`: the state of a browser. */
import { activeSessions, closeSession } from "../accounts/sessions.ts";
import { toClient } from "../wire/client.ts";
import { answer, clientOf, findOrCreateClient, originOf } from "./browser.ts";
import type { FrontendApp } from "./frontend-app.ts";

export function addClientRoutes(app: FrontendApp): void {
  app.get("/v1/client", (context) => {
    const client = clientOf(context);
    const response = client ? toClient(context.env.scope, client, originOf(context)) : null;
    return context.json({ response, client: null });
  });

  app.on(["PUT", "POST"], "/v1/client", (context) => {
    const client = findOrCreateClient(context);
    return context.json({ response: toClient(context.env.scope, client, originOf(context)), client: null });
  });

  // Signing out. The client itself stays, as the browser's memory.
  app.delete("/v1/client/sessions", (context) => {
    const { scope } = context.env;
    const client = clientOf(context);
    for (const session of activeSessions(scope, ({ clientId }) => clientId === client?.id)) {
      closeSession(scope, session, "removed");
    }
    const latest = clientOf(context);
    return answer(context, latest ? toClient(scope, latest, originOf(context)) : null);
  });
}
