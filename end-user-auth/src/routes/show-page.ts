import { type Endpoint, readPageFile, signInPages } from "@dream-api/contract";
import { DreamError } from "@dream-api/domain";
import { openRoute } from "@dream-api/http";
import { pageHeaders } from "../page-headers.ts";
import type { Api } from "./api.ts";

const yearSeconds = 31_536_000;

/** The pages are one document; what is behind it stands under `/assets` and is named after its content. */
export function routePages({ app, servicesOf }: Api): void {
  for (const page of signInPages) {
    openRoute(app, page as Endpoint, async ({ context: { env } }) => {
      const { issuer, clerk } = servicesOf(env);
      const document = await env.ASSETS.fetch(`${issuer}/`);
      const headers = pageHeaders([clerk.test.forPages, clerk.live.forPages]);
      return new Response(document.body, { headers: { ...headers, "Content-Type": "text/html; charset=utf-8" } });
    });
  }
  openRoute(app, readPageFile, async ({ context: { env }, params }) => {
    const file = await env.ASSETS.fetch(`${servicesOf(env).issuer}/assets/${encodeURIComponent(params.file)}`);
    if (file.status !== 200) throw new DreamError("not_found");
    const contentType = file.headers.get("Content-Type") ?? "application/octet-stream";
    return new Response(file.body, {
      headers: { "Content-Type": contentType, "Cache-Control": `public, max-age=${yearSeconds}, immutable` },
    });
  });
}
