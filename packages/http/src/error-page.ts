/** An error for a person whose browser was sent here: a plain page that loads nothing and leads nowhere. */
import { type ErrorCode, errorCatalogue } from "@dream-api/contract";
import { errorHeaders, type Refusal } from "./error-response.ts";

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif;color:#16181d;background:#f3f4f7}
body{display:grid;min-height:100vh;margin:0;place-items:center}
main{box-sizing:border-box;width:min(27rem,100% - 2rem);padding:1.5rem;border:1px solid #dcdfe6;border-radius:.75rem;background:#fff}
h1{font-size:1.375rem;line-height:1.3;margin:0 0 .75rem}
p{margin:0 0 .75rem}
p:last-child{margin:0}
small{color:#5b6170}
@media(prefers-color-scheme:dark){:root{color:#f1f2f5;background:#101216}main{border-color:#2e323c;background:#1a1d24}small{color:#a9b0be}}`;

/** The app made the address that the browser came with, and only the people who make the app can put it right. */
const faultsOfApp: Partial<Record<ErrorCode, string>> = {
  unknown_client: errorCatalogue.unknown_client.remedy,
  redirect_uri_mismatch: errorCatalogue.redirect_uri_mismatch.remedy,
  validation_failed: "A parameter comes twice or is too long.",
};

export function errorPage(refusal: Refusal, requestId: string): Response {
  const { status } = errorCatalogue[refusal.code];
  const { title, text, small } = wordsOf(refusal, `<code>${requestId}</code>`);
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p><p><small>${small}</small></p></main></body>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      ...errorHeaders(refusal),
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy":
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "X-Frame-Options": "DENY",
      "Referrer-Policy": "no-referrer",
    },
  });
}

/** For the person who is there first, then for whoever they ask. Nothing of what the request said is shown. */
function wordsOf({ code }: Refusal, requestId: string) {
  const { title, remedy } = errorCatalogue[code];
  const fault = faultsOfApp[code];
  if (fault === undefined) return { title, text: remedy, small: `If you ask for help, name this: ${requestId}` };
  return {
    title: "This app's link is broken",
    text: "There is nothing that you can put right here. Go back to the app and tell the people who make it.",
    small: `For its developer: <code>${code}</code>. ${fault} Request ${requestId}`,
  };
}
