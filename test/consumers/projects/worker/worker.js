import DreamAPI from "dream-api";

export default {
  async fetch(request, env) {
    const api = new DreamAPI(env.SECRET_KEY, { baseUrl: env.API_URL });
    const userId = new URL(request.url).searchParams.get("user");
    const use = await api.trackUsage(userId, { amount: 2 });
    return Response.json({ allowed: use.allowed, count: use.usage?.count, error: String(use.error?.cause ?? "none") });
  },
};
