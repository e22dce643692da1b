/** D1 and Durable Object state: the only SQL and the only storage keys of the product. */
export * from "./d1/database.ts";
export * from "./meter/activity.ts";
export * from "./meter/group-commit.ts";
export * from "./meter/knowledge-store.ts";
export * from "./meter/pending-flush.ts";
export * from "./meter/staged-state.ts";
export * from "./meter/user-memory.ts";
export * from "./platform/audit.ts";
export * from "./platform/repository.ts";
export * from "./tenant/ask-for-sync.ts";
export * from "./tenant/catalogue.ts";
export * from "./tenant/catalogue-editing.ts";
export * from "./tenant/customers.ts";
export * from "./tenant/keys.ts";
export * from "./tenant/knowledge.ts";
export * from "./tenant/projects.ts";
export * from "./tenant/sync-runs.ts";
export * from "./tenant/usage.ts";
export * from "./work/cron-leases.ts";
<<<<<<< HEAD
export * from "./work/idempotency.ts";
=======
export * from "./work/due-syncs.ts";
>>>>>>> sync
export * from "./work/outbox.ts";
