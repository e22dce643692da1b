/** A project of a proof's own, in one mode, with a key pair and one free tier. */
import type { TenantName } from "../../scripts/local/lab-methods.ts";
import type { ProofWorld } from "./proof.ts";

export interface Tenant {
  readonly name: TenantName;
  readonly secretKey: string;
  readonly publishableKey: string;
}

export interface TenantOptions {
  readonly mode?: "test" | "live";
  /** Units per period; absent is unlimited. */
  readonly limit?: number;
  /** Absent is out of the way. */
  readonly rateLimitPerMinute?: number;
}

const outOfTheWay = 1_000_000_000;
const yearMs = 365 * 24 * 60 * 60 * 1000;

/** A live project's owner has paid for a year. */
export async function createTenant({ lab }: ProofWorld, options: TenantOptions = {}): Promise<Tenant> {
  const { mode = "test", limit = null, rateLimitPerMinute = outOfTheWay } = options;
  const { projectId, platformId } = await lab.createProject({
    name: "Proof",
    type: "saas",
    mode,
    tiers: [{ name: "free", unitAmount: 0, limit, rateLimitPerMinute }],
  });
  if (mode === "live") await lab.coverPlatform(platformId, Date.now() + yearMs);
  const name = { projectId, mode };
  return { name, ...(await lab.mintKeys(name, "proof")) };
}
