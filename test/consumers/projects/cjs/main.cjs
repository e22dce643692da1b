const { DreamAPI, NotFoundError, default: DefaultDreamAPI } = require("dream-api");

const { API_URL: baseUrl, SECRET_KEY: secretKey, PUBLISHABLE_KEY: publishableKey } = process.env;

async function main() {
  const api = new DreamAPI(secretKey, { baseUrl });
  const use = await api.trackUsage("carl");
  const { released } = await api.releaseUsage("carl", use.idempotencyKey);
  const refusal = await api.releaseUsage("carl", "never made").catch((error) => error);
  const tiers = await new DefaultDreamAPI(publishableKey, { baseUrl }).tiers();
  return {
    isSameClass: DreamAPI === DefaultDreamAPI,
    allowed: use.allowed,
    count: use.usage.count,
    released,
    isNotFound: refusal instanceof NotFoundError,
    tiers: tiers.map(({ name }) => name),
  };
}

main().then((result) => process.stdout.write(JSON.stringify(result)));
