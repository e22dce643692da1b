import DreamAPI, {
  DreamAPIError,
  type DreamAPIOptions,
  type Tier,
  type TrackUsageResult,
  type Usage,
  type UsageEvent,
} from "dream-api";

const { API_URL, SECRET_KEY = "", PLAN } = process.env;
const options: DreamAPIOptions = { baseUrl: API_URL, timeoutMs: 2_000, onUnavailable: "deny" };
const api = new DreamAPI(SECRET_KEY, options);

/** Compiles only if the three outcomes are all there are and each has what it says. */
function explain(use: TrackUsageResult): string {
  switch (use.reason) {
    case undefined:
      return `used ${use.usage.count}`;
    case "tier_limit_reached":
      return `left ${use.usage.remaining}`;
    case "unavailable":
      return use.error.code;
  }
}

const events: UsageEvent[] = [
  { userId: "tom", plan: PLAN },
  { userId: "tom", amount: 1_000 },
];
const { results } = await api.trackUsageBatch(events);
const { usage }: { usage: Usage } = await api.checkUsage("tom", { plan: PLAN });
const tiers: Tier[] = await api.tiers();
const outcome = explain(await api.trackUsage("tom"));
const refusal: unknown = await api.trackUsage("tom", { plan: "gold" }).catch((error: unknown) => error);

process.stdout.write(
  JSON.stringify({
    outcome,
    batch: results.map(({ allowed, reason = "counted" }) => `${allowed} ${reason}`),
    count: usage.count,
    limits: tiers.map(({ limit }) => limit),
    code: refusal instanceof DreamAPIError ? refusal.code : "none",
  }),
);
