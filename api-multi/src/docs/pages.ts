/** The pages of the documentation, as text. They load nothing from elsewhere. */
import { errorCatalogue } from "@dream-api/contract";

function htmlPage(title: string, stylesheet: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/docs/${stylesheet}">
  </head>
  <body>${body}</body>
</html>`;
}

export const readerPage = htmlPage(
  "dream-api reference",
  "reader.css",
  '<main id="reader"></main><script src="/docs/reader.js"></script><script src="/docs/start-reader.js"></script>',
);

export const startReader = `SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reader",
  validatorUrl: null,
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: false,
  defaultModelsExpandDepth: 0,
});`;

export const pageStyles = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 0.5rem; text-align: left; }
tr:target { background: color-mix(in srgb, gold 30%, transparent); }
`;

export function errorPage(): string {
  const rows = Object.entries(errorCatalogue).map(
    ([code, { status, title, remedy }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${title}</td><td>${remedy}</td></tr>`,
  );
  return htmlPage(
    "dream-api errors",
    "pages.css",
    `<main>
      <h1>Errors</h1>
      <p>Every answer that is not a success carries one of these codes and a request id to quote.</p>
      <table>
        <thead><tr><th>Code</th><th>Status</th><th>Meaning</th><th>What to do</th></tr></thead>
        <tbody>${rows.join("")}</tbody>
      </table>
      <p><a href="/docs">The reference</a></p>
    </main>`,
  );
}
