/** What scopes each row of a tenant. */
import { text } from "drizzle-orm/sqlite-core";

export const modes = ["test", "live"] as const;

export const scopeColumns = {
  projectId: text().notNull(),
  mode: text({ enum: modes }).notNull(),
};
