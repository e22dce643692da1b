/** Where a browser lands after a checkout if nobody said where: plain pages that load nothing but our stylesheet. */
import { showCheckoutCanceled, showCheckoutSuccess } from "@dream-api/contract";
import { openRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

export function routeCheckoutPages({ app }: Api): void {
  openRoute(app, showCheckoutSuccess, () =>
    page("Thank you", "Your order was received. You can close this page and go back to the shop."),
  );
  openRoute(app, showCheckoutCanceled, () =>
    page("Nothing was paid", "You left the checkout. You can close this page and go back to the shop."),
  );
}

function page(title: string, text: string): Response {
  const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    <link rel="stylesheet" href="/docs/pages.css">
  </head>
  <body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`;
  return new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
      // The session's id stands in the address: it is nobody else's to know.
      "Referrer-Policy": "no-referrer",
    },
  });
}
