/** Serves the files of the store like every web host would, the SDK among them, and the demo's publishable key. */
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { readDemo } from "../read-demo.ts";

const { urls, examples, store } = readDemo();
const settings = { publishableKey: store.publishableKey, baseUrl: urls.api };
const sdk = fileURLToPath(import.meta.resolve("dream-api"));
const types: Record<string, string> = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };

const server = createServer(({ url = "/" }, response) => {
  const { pathname } = new URL(url, examples.store);
  if (pathname === "/settings.json") {
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(settings));
    return;
  }
  const name = pathname === "/" ? "index.html" : normalize(pathname);
  const file = pathname === "/dream-api.js" ? sdk : join(import.meta.dirname, "public", name);
  const isThere = existsSync(file) && extname(file) in types;
  response.writeHead(isThere ? 200 : 404, { "Content-Type": types[extname(file)] ?? "text/plain" });
  if (isThere) createReadStream(file).pipe(response);
  else response.end("There is nothing here");
});

server.listen(Number(new URL(examples.store).port), "localhost", () => {
  process.stdout.write(`The store is open: ${examples.store}\n`);
});
