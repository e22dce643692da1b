/**
 * Serves the dashboard: the built files, the configuration inside the document, headers that browsers hold us to, and
 * Clerk's Frontend API under our own origin.
 */
import { clerkFrontendApiProxy } from "@clerk/backend/proxy";
import { type FrontendEnv, requireSetting } from "./env.ts";
import { type RuntimeConfig, readRuntimeConfig, renderDocument } from "./runtime-config.ts";
import { securityHeaders } from "./security-headers.ts";

const clerkPath = "/__clerk";
/** Vite names these after their content. */
const hashedPath = "/assets/";
const yearSeconds = 31_536_000;

export default {
  async fetch(request: Request, env: FrontendEnv): Promise<Response> {
    const { pathname, protocol } = new URL(request.url);
    if (pathname.startsWith(`${clerkPath}/`)) return askClerk(request, env);
    const config = readRuntimeConfig(env);
    const response = await serve(request, env, pathname, config);
    for (const [name, value] of Object.entries(securityHeaders(config, protocol === "https:"))) {
      response.headers.set(name, value);
    }
    return response;
  },
};

async function askClerk(request: Request, env: FrontendEnv): Promise<Response> {
  if (env.CLERK_PROXY_URL !== clerkPath) return new Response("Not found", { status: 404 });
  return clerkFrontendApiProxy(request, {
    proxyPath: clerkPath,
    publishableKey: requireSetting(env, "CLERK_PUBLISHABLE_KEY"),
    secretKey: requireSetting(env, "CLERK_SECRET_KEY"),
  });
}

async function serve(request: Request, env: FrontendEnv, pathname: string, config: RuntimeConfig): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response("Method not allowed", { status: 405, headers: { Allow: "GET, HEAD" } });
  }
  const asset = await env.ASSETS.fetch(request);
  const isDocument = asset.headers.get("Content-Type")?.startsWith("text/html") ?? false;
  const headers = new Headers(asset.headers);
  if (pathname.startsWith(hashedPath)) {
    // A file of an older build is gone; the document that stands in for unknown paths must not pass for a script.
    if (isDocument) return new Response("Not found", { status: 404 });
    headers.set("Cache-Control", `public, max-age=${yearSeconds}, immutable`);
    return new Response(asset.body, { status: asset.status, headers });
  }
  headers.set("Cache-Control", "no-cache");
  if (!isDocument) return new Response(asset.body, { status: asset.status, headers });
  // The configuration can change without the file.
  headers.delete("ETag");
  const html = asset.body === null ? null : renderDocument(await asset.text(), config);
  return new Response(html, { status: asset.status, headers });
}
