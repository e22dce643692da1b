/** A Hono app on a Node socket. Sees a cut connection through: `ConnectionReset` closes the socket without an answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ConnectionReset } from "./api.ts";

const maxBodyBytes = 5 * 1024 * 1024;

interface RunningServer {
  port: number;
  close(): Promise<void>;
}

export async function serve(
  handle: (request: Request) => Response | Promise<Response>,
  port: number,
): Promise<RunningServer> {
  const server = createServer((incoming, outgoing) => {
    respond(handle, incoming, outgoing).catch((error) => {
      if (!(error instanceof ConnectionReset)) outgoing.writeHead(500).end("The sandbox has a bug");
      incoming.socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function respond(
  handle: (request: Request) => Response | Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = "GET", url = "/" } = incoming;
  const hasBody = method !== "GET" && method !== "HEAD";
  const body = hasBody ? await readBody(incoming) : undefined;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, String(value));
  const response = await handle(
    new Request(`http://${headers.get("host") ?? "127.0.0.1"}${url}`, { method, headers, ...(body ? { body } : {}) }),
  );
  const answer = Buffer.from(await response.arrayBuffer());
  // With its length it leaves in one piece.
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), "content-length": answer.length });
  outgoing.end(answer);
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new ConnectionReset("The body is too large");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
