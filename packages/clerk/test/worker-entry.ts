/** A Worker made of nothing but the adapter: each path is one of its calls. */
import { createClerkBackend, createSessionVerifier, readClerkWebhook } from "../src/index.ts";

interface WorkerSecrets {
  readonly SECRET_KEY: string;
  readonly JWT_KEY: string;
  readonly ISSUER: string;
  readonly ORIGIN: string;
  readonly WEBHOOK_SECRET: string;
}

export default {
  async fetch(request: Request, secrets: WorkerSecrets): Promise<Response> {
    const url = new URL(request.url);
    const argument = url.searchParams.get("argument") ?? "";
    const clerk = createClerkBackend({ secretKey: secrets.SECRET_KEY });
    const calls: Record<string, () => Promise<unknown>> = {
      "/user": () => clerk.findUser(argument),
      "/user-by-email": () => clerk.findUserByEmail(argument),
      "/metadata": () => clerk.mergePublicMetadata(argument, { plan: "pro" }),
      "/delete": () => clerk.deleteUser(argument),
      "/session": () => clerk.isSessionActive(argument),
      "/revoke": () => clerk.revokeSession(argument),
      "/invite": () => clerk.invite(argument, secrets.ORIGIN),
      "/broken": () => createClerkBackend({ secretKey: "sk_test_nobody" }).findUser(argument),
      "/webhook": () => readClerkWebhook(request, secrets.WEBHOOK_SECRET),
      "/verify": () =>
        createSessionVerifier({
          jwtKey: secrets.JWT_KEY,
          issuer: secrets.ISSUER,
          authorizedParties: [secrets.ORIGIN],
        })(argument),
    };
    try {
      return Response.json({ result: (await calls[url.pathname]?.()) ?? null });
    } catch (error) {
      const { name, status, codes } = error as { name: string; status?: number; codes?: string[] };
      return Response.json({ error: { name, status, codes } }, { status: 500 });
    }
  },
};
