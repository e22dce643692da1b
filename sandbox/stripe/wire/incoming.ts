/** A call as it came and its answer as it goes: text in, text out, so that the way between is short. */

export interface Incoming {
  readonly method: string;
  /** Percent-encoded, as it came. */
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  readonly body: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export async function readIncoming(request: Request): Promise<Incoming> {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    query: search.slice(1),
    body: await request.text(),
    headers: Object.fromEntries(request.headers),
  };
}
