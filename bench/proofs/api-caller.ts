/** Calls the API as a project's server would, and counts how often. */

export interface ApiCall {
  readonly secretKey: string;
  readonly userId?: string;
  readonly publishableKey?: string;
  readonly idempotencyKey?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface ApiCaller {
  readonly calls: () => number;
  post(path: string, call: ApiCall): Promise<ApiAnswer>;
  track(call: ApiCall & { amount?: number }): Promise<ApiAnswer>;
  /** What `GET /api/usage` says. @throws Error when it does not answer 200 */
  count(call: Pick<ApiCall, "secretKey" | "userId">): Promise<number>;
}

export function createApiCaller(apiUrl: string): ApiCaller {
  let calls = 0;

  async function send(method: string, path: string, call: ApiCall): Promise<ApiAnswer> {
    calls += 1;
    const body = call.body === undefined ? {} : { body: JSON.stringify(call.body) };
    const answer = await fetch(apiUrl + path, { method, headers: headersOf(call), ...body });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  return {
    calls: () => calls,
    post: (path, call) => send("POST", path, call),
    track: ({ amount, ...call }) =>
      send("POST", "/api/data", { body: amount === undefined ? {} : { amount }, ...call }),
    async count(call) {
      const { status, text } = await send("GET", "/api/usage", call);
      if (status !== 200) throw new Error(`GET /api/usage answered ${status}: ${text}`);
      return (JSON.parse(text) as { usage: { count: number } }).usage.count;
    },
  };
}

function headersOf({ secretKey, userId, publishableKey, idempotencyKey, headers }: ApiCall): Record<string, string> {
  return {
    Authorization: `Bearer ${secretKey}`,
    ...(userId === undefined ? {} : { "X-User-Id": userId }),
    ...(publishableKey === undefined ? {} : { "X-Publishable-Key": publishableKey }),
    ...(idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey }),
    ...headers,
  };
}
