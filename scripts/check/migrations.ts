/** Fails when the schema says something that no migration does: then a deployed database would not have it. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../local/paths.ts";

const storage = join(projectRoot, "packages/storage");
const committed = readdirSync(join(storage, "migrations")).length;
const scratch = mkdtempSync(join(tmpdir(), "dream-migrations-"));
try {
  cpSync(join(storage, "migrations"), scratch, { recursive: true });
  const parameters = [
    "generate",
    "--dialect=sqlite",
    "--casing=snake_case",
    "--schema=./src/d1/schema/index.ts",
    `--out=${scratch}`,
  ];
  execFileSync("drizzle-kit", parameters, { cwd: storage, stdio: "pipe" });
  if (readdirSync(scratch).length !== committed) {
    console.error(
      "The schema changed without a migration: npm run migration -w @dream-api/storage -- --name <what changed>",
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true });
}
