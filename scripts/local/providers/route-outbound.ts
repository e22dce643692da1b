/** Leads the providers' hosts to this machine and refuses every other: nothing that is asked here leaves it. */

export interface ProviderUrls {
  readonly stripeUrl: string;
  readonly clerkUrl: string;
}

const hosts: Record<string, keyof ProviderUrls> = {
  "api.stripe.com": "stripeUrl",
  "connect.stripe.com": "stripeUrl",
  "api.clerk.com": "clerkUrl",
  "frontend-api.clerk.dev": "clerkUrl",
};

/** What belongs to one connection only, and what `fetch` has already undone. */
const ownToConnection = ["connection", "content-encoding", "content-length", "host", "keep-alive", "transfer-encoding"];

export async function routeOutbound(request: Request, urls: ProviderUrls): Promise<Response> {
  const { host, pathname, search } = new URL(request.url);
  const provider = hosts[host];
  if (!provider) return refuse(host);
  const body = request.body === null ? undefined : await request.arrayBuffer();
  const answer = await fetch(urls[provider] + pathname + search, {
    method: request.method,
    headers: withoutConnection(request.headers),
    redirect: "manual",
    ...(body === undefined ? {} : { body }),
  });
  return new Response(await answer.arrayBuffer(), {
    status: answer.status,
    headers: withoutConnection(answer.headers),
  });
}

/** A Worker that wants another part of the network has a bug, and is told so. */
function refuse(host: string): Response {
  return new Response(`The local run refuses outbound requests: ${host}`, { status: 502 });
}

function withoutConnection(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ownToConnection) kept.delete(name);
  return kept;
}
