/** `npm run migration -w @dream-api/storage` writes the next migration from the schema. */
import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  casing: "snake_case",
  schema: "./src/d1/schema/index.ts",
  out: "./migrations",
  migrations: { prefix: "index" },
});
