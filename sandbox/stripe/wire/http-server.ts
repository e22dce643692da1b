/** The sandbox on a Node socket. Sees a cut connection through: `ConnectionReset` closes the socket without an answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer, Incoming } from "./incoming.ts";

const maxBodyBytes = 5 * 1024 * 1024;

/** Cuts the connection instead of answering; the server does it. */
export class ConnectionReset extends Error {}

export type Handle = (incoming: Incoming) => Promise<Answer>;

interface RunningServer {
  port: number;
  close(): Promise<void>;
}

export async function serve(handle: Handle, port: number): Promise<RunningServer> {
  const server = createServer((request, response) => {
    respond(handle, request, response).catch((error) => {
      if (!(error instanceof ConnectionReset)) response.writeHead(500).end("The sandbox has a bug");
      request.socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function respond(handle: Handle, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", url = "/" } = request;
  const hasBody = method !== "GET" && method !== "HEAD";
  const mark = url.indexOf("?");
  const answer = await handle({
    method,
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? "" : url.slice(mark + 1),
    body: hasBody ? await readBody(request) : "",
    // Only `set-cookie` comes as a list, and no request has it.
    headers: request.headers as Incoming["headers"],
  });
  // With its length it leaves in one piece.
  response.writeHead(answer.status, { ...answer.headers, "Content-Length": Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

/** By events: a stream's iterator takes several turns of the loop for a body of one piece. */
function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > maxBodyBytes) reject(new ConnectionReset("The body is too large"));
    });
    request.once("end", () => resolve(Buffer.concat(chunks).toString()));
    request.once("error", reject);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
