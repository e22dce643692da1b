/** Copies Swagger UI to where the Worker takes it in as text. Run by wrangler before each build, and by the local build. */
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const target = join(import.meta.dirname, "dist/docs-reader");
const source = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist")));
mkdirSync(target, { recursive: true });
copyFileSync(join(source, "swagger-ui-bundle.js"), join(target, "script.txt"));
copyFileSync(join(source, "swagger-ui.css"), join(target, "styles.txt"));
