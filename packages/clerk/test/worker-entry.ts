/** A Worker made of nothing but the adapter: each path is one of its calls. */
import { createClerkBackend, createSessionVerifier, readClerkWebhook } from "../src/index.ts";

interface WorkerSecrets {
  readonly SECRET_KEY: string;
  readonly JWT_KEY: string;
  readonly PUBLISHABLE_KEY: string;
  readonly ORIGIN: string;
  readonly WEBHOOK_SECRET: string;
}

export default {
  async fetch(request: Request, secrets: WorkerSecrets): Promise<Response> {
    const url = new URL(request.url);
    const argument = url.searchParams.get("argument") ?? "";
    const clerk = createClerkBackend({ secretKey: secrets.SECRET_KEY, timeoutMs: 1000 });
    const calls: Record<string, () => Promise<unknown>> = {
      "/user": () => clerk.findUser(argument),
      "/user-by-email": () => clerk.findUserByEmail(argument),
      "/metadata": () => clerk.mergeMetadata(argument, { publicMetadata: { plan: "paid" } }),
      "/delete": () => clerk.deleteUser(argument),
      "/session": () => clerk.isSessionActive(argument),
      "/revoke": () => clerk.revokeSession(argument),
      "/sessions": () => clerk.listActiveSessions(argument),
      "/invite": () => clerk.invite({ email: argument, redirectUrl: secrets.ORIGIN }),
      "/revoke-invitation": () => clerk.revokeInvitation(argument),
      "/broken": () => createClerkBackend({ secretKey: "sk_test_nobody" }).findUser(argument),
      "/webhook": () => readClerkWebhook(request, secrets.WEBHOOK_SECRET),
      "/verify": () =>
        createSessionVerifier({
          jwtKey: secrets.JWT_KEY,
          publishableKey: secrets.PUBLISHABLE_KEY,
          authorizedParties: [secrets.ORIGIN],
        })(argument),
    };
    try {
      return Response.json({ result: (await calls[url.pathname]?.()) ?? null });
    } catch (error) {
      const { name, kind, providerCode } = error as { name: string; kind?: string; providerCode?: string };
      return Response.json({ error: { name, kind, providerCode } }, { status: 500 });
    }
  },
};
