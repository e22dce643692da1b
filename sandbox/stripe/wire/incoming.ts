/** A request, read once. */

export interface Incoming {
  method: string;
  path: string;
  query: string;
  body: string;
  headers: Headers;
}

export async function readIncoming(request: Request): Promise<Incoming> {
  const { pathname, search } = new URL(request.url);
  const body = request.method === "POST" ? await request.text() : "";
  return { method: request.method, path: pathname, query: search.slice(1), body, headers: request.headers };
}
