/** Clerk's Frontend API under an address of ours, so that a page needs no other host. */
import { clerkFrontendApiProxy } from "@clerk/backend/proxy";

export interface FrontendProxySettings {
  /** Where it stands, without a slash at the end. */
  readonly path: `/${string}`;
  readonly publishableKey: string;
  readonly secretKey: string;
}

/** Answers a browser's request to Clerk. Clerk tells instances apart by the secret key that is added here. */
export function createFrontendProxy({ path, publishableKey, secretKey }: FrontendProxySettings) {
  return (request: Request): Promise<Response> =>
    clerkFrontendApiProxy(request, { proxyPath: path, publishableKey, secretKey });
}
