/** The files of ClerkJS and its components, as they were published. Whatever version is asked for gets the one there is. */
import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { basename, dirname, join } from "node:path";
import { requireFound } from "../errors/refusal.ts";
import type { FrontendApp } from "./frontend-app.ts";

const directories: Record<string, string> = {
  "clerk-js": directoryOf("@clerk/clerk-js"),
  ui: directoryOf("@clerk/ui"),
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

function directoryOf(name: string): string {
  const path = findPackageJSON(name, import.meta.url);
  if (!path) throw new Error(`${name} is not installed`);
  return join(dirname(path), "dist");
}
