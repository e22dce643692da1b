/** The Workers of the house: where they live, what runs here in their place, and on which port. */

export const workerDirectories = ["api-multi", "front-auth-api", "oauth-api", "end-user-auth"] as const;
export type WorkerDirectory = (typeof workerDirectories)[number];

export type WorkerEntry = "lab" | "production";

/** The alternate entries are production plus a clock that can be set; api-multi's has a whole lab. */
export function entryOf(worker: WorkerDirectory, entry: WorkerEntry): string {
  return entry === "production" ? `${worker}/src/index.ts` : `scripts/local/entries/${worker}.ts`;
}

/** As `wrangler.jsonc` calls them. */
export const workerNames: Record<WorkerDirectory, string> = {
  "api-multi": "dream-api-multi",
  "front-auth-api": "dream-front-auth-api",
  "oauth-api": "dream-oauth-api",
  "end-user-auth": "dream-end-user-auth",
};
