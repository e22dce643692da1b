/** The pages of the documentation, as text. They load nothing from elsewhere. */
import { type ErrorCode, errorCatalogue } from "@dream-api/contract";

interface Page {
  readonly path: "/docs" | "/docs/errors";
  readonly title: string;
  readonly stylesheets: readonly string[];
  readonly main: string;
  readonly scripts?: readonly string[];
}

export const readerPage = htmlPage({
  path: "/docs",
  title: "API reference",
  stylesheets: ["reader.css", "pages.css"],
  main: `<h1>API reference</h1>
      <p class="lead">
        Every endpoint, to read and to try: press Authorize, enter a test key, then Try it out. Money is in minor
        units, times are ISO-8601 in UTC. What a refusal means is under <a href="/docs/errors">errors</a>. Hosted
        sign-in has an address of its own, which stands with its endpoints; any OAuth client finds it by discovery.
      </p>
      <noscript><p>Reading it here takes JavaScript. <a href="/openapi.json">openapi.json</a> says the same.</p></noscript>
      <div id="reader"></div>`,
  scripts: ["reader.js", "start-reader.js"],
});

export function errorPage(): string {
  const codes = Object.keys(errorCatalogue) as ErrorCode[];
  return htmlPage({
    path: "/docs/errors",
    title: "Errors",
    stylesheets: ["pages.css"],
    main: `<h1>Errors</h1>
      <p class="lead">
        Every answer that is not a success carries one of these codes and a request id to quote. A code never changes
        its meaning: branch on it, not on the text.
      </p>
      <table class="errors">
        <thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">What it means, what to do</th></tr></thead>
        <tbody>${codes.map(errorRow).join("")}</tbody>
      </table>`,
  });
}

function errorRow(code: ErrorCode): string {
  const { status, title, remedy } = errorCatalogue[code];
  // On a phone a code breaks after its underscores.
  const breakable = code.replaceAll("_", "_<wbr>");
  return `
          <tr id="${code}">
            <th scope="row"><a href="#${code}"><code>${breakable}</code></a></th>
            <td>${status}</td>
            <td>${title}<p>${remedy}</p></td>
          </tr>`;
}

function htmlPage({ path, title, stylesheets, main, scripts = [] }: Page): string {
  const link = (target: string, name: string) =>
    `<a href="${target}"${target === path ? ' aria-current="page"' : ""}>${name}</a>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} - dream-api</title>
    <link rel="icon" href="data:,">
    ${stylesheets.map((file) => `<link rel="stylesheet" href="/docs/${file}">`).join("\n    ")}
  </head>
  <body>
    <header class="site">
      <strong>dream-api</strong>
      <nav aria-label="Documentation">
        ${link("/docs", "Reference")}
        ${link("/docs/errors", "Errors")}
        ${link("/openapi.json", "OpenAPI")}
      </nav>
    </header>
    <main>
      ${main}
    </main>
    ${scripts.map((file) => `<script src="/docs/${file}"></script>`).join("\n    ")}
  </body>
</html>
`;
}
