/** The frame of every page: plain HTML, one small style sheet, no script. */
import { html } from "hono/html";

type Markup = ReturnType<typeof html>;

export function layout(title: string, body: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Sandbox Stripe</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
label { display: block; margin-top: .75rem; }
input, select { font: inherit; padding: .4rem; width: 100%; box-sizing: border-box; }
button { font: inherit; margin-top: 1rem; padding: .5rem 1rem; }
table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid #8886; padding: .3rem; text-align: left; }
[role=alert] { border-left: 4px solid #c00; padding: .5rem 1rem; }
.note { opacity: .75; font-size: .875rem; }
</style>
</head>
<body><main><p class="note">Sandbox: no real money moves.</p><h1>${title}</h1>${body}</main></body>
</html>`;
}

/** What went wrong, read aloud by screen readers. */
export function alert(message: string | undefined): Markup | "" {
  return message ? html`<p role="alert">${message}</p>` : "";
}

const zeroDecimal = new Set([
  "bif",
  "clp",
  "djf",
  "gnf",
  "jpy",
  "kmf",
  "krw",
  "mga",
  "pyg",
  "rwf",
  "ugx",
  "vnd",
  "vuv",
  "xaf",
  "xof",
  "xpf",
]);

export function money(amount: number, currency: string): string {
  const digits = zeroDecimal.has(currency) ? 0 : 2;
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency.toUpperCase()}`;
}

export function date(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
