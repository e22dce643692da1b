/** The SDK as npm would send it: built and packed, from this source tree and without a network. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../scripts/local/paths.ts";

const client = join(projectRoot, "packages/client");

/** @returns the folder `package` as it comes out of the tarball */
export function packClient(into: string): string {
  mkdirSync(into, { recursive: true });
  execFileSync(process.execPath, [join(client, "build.ts")], { cwd: client });
  const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", into], {
    cwd: client,
    encoding: "utf8",
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  execFileSync("tar", ["-xzf", join(into, filename), "-C", into]);
  return join(into, "package");
}
