/** The files of ClerkJS and its components, as they were published. Whatever version is asked for gets the one there is. */
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { requireFound } from "../errors/refusal.ts";
import type { FrontendApp } from "./frontend-app.ts";

const directories: Record<string, string> = {
  "clerk-js": dirname(fileURLToPath(import.meta.resolve("@clerk/clerk-js"))),
  ui: dirname(fileURLToPath(import.meta.resolve("@clerk/ui"))),
};

const contentTypes: Record<string, string> = {
  ".js": "text/javascript",
  ".map": "application/json",
  ".css": "text/css",
};

export function addScriptRoutes(app: FrontendApp): void {
  app.get("/npm/@clerk/:package/dist/:file", (context) => {
    const { package: packageAndVersion, file } = context.req.param();
    const name = packageAndVersion.split("@")[0] ?? "";
    const directory = Object.hasOwn(directories, name) ? directories[name] : undefined;
    const content = directory === undefined ? undefined : read(join(directory, basename(file)));
    return context.body(requireFound(content, "file", file), 200, {
      "Content-Type": contentTypes[/\.\w+$/.exec(file)?.[0] ?? ""] ?? "application/octet-stream",
      "Cache-Control": "public, max-age=3600",
    });
  });
}

function read(path: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (cause) {
    if (["ENOENT", "EISDIR"].includes((cause as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw cause;
  }
}
