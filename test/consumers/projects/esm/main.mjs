import DreamAPI, { DreamAPI as Named, NotFoundError } from "dream-api";

const { API_URL: baseUrl, SECRET_KEY: secretKey, PUBLISHABLE_KEY: publishableKey } = process.env;

const api = new DreamAPI(secretKey, { baseUrl });
const use = await api.trackUsage("erin");
const { released } = await api.releaseUsage("erin", use.idempotencyKey);
const refusal = await api.releaseUsage("erin", "never made").catch((error) => error);
const tiers = await new Named(publishableKey, { baseUrl }).tiers();

process.stdout.write(
  JSON.stringify({
    isSameClass: DreamAPI === Named,
    allowed: use.allowed,
    count: use.usage.count,
    released,
    isNotFound: refusal instanceof NotFoundError,
    tiers: tiers.map(({ name }) => name),
  }),
);
