/** The way from Node to the Workers' named entrypoints: `POST /<entrypoint>/<method>` with the arguments as a JSON list. */

type Methods = Record<string, (...parameters: unknown[]) => Promise<unknown>>;

export default {
  async fetch(request: Request, env: Record<string, Methods>): Promise<Response> {
    const [, entrypoint = "", method = ""] = new URL(request.url).pathname.split("/");
    const target = env[entrypoint];
    if (!target) return new Response(`no entrypoint ${entrypoint}`, { status: 404 });
    try {
      const result = await target[method]?.(...((await request.json()) as unknown[]));
      return Response.json({ result: result ?? null });
    } catch (error) {
      return Response.json({ error: error instanceof Error ? error.message : String(error) }, { status: 500 });
    }
  },
};
