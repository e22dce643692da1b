/** A real HTTP server that a test tells what to answer. It keeps what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach } from "vitest";

interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A reply as JSON (a string as it is), or whatever one does to the connection. */
export type Behaviour = Reply | ((response: ServerResponse) => void);

export interface TestServer {
  readonly url: string;
  readonly requests: ReceivedRequest[];
  /** One for each request to come; the last one stays. */
  answers(...behaviours: [Behaviour, ...Behaviour[]]): void;
}

/** Starts a fresh server for each test of a file. */
export function useServer(): TestServer {
  let behaviours: Behaviour[] = [];
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const behaviour = behaviours[Math.min(requests.length, behaviours.length - 1)];
    requests.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
    if (typeof behaviour === "function") behaviour(response);
    else write(response, behaviour ?? { status: 500 });
  });
  let url = "";
  beforeEach(async () => {
    requests.length = 0;
    behaviours = [];
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    get url() {
      return url;
    },
    requests,
    answers(...given) {
      behaviours = given;
    },
  };
}

function write(response: ServerResponse, { status, body = {}, headers = {} }: Reply): void {
  response.writeHead(status, { "Content-Type": "application/json", "X-Request-Id": "req_header", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
