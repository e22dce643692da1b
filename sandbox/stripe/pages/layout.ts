/** The frame of every page: plain HTML, one style sheet, no script. */
import { html } from "hono/html";
import { decimalsOf } from "../catalogue/currencies.ts";
import { styles } from "./styles.ts";

export type Markup = ReturnType<typeof html>;

interface Frame {
  /** For tables with many columns. */
  isWide?: boolean;
  /** What stands between the title and the note that this is a sandbox. */
  navigation?: Markup;
}

export function layout(title: string, body: Markup, { isWide = false, navigation }: Frame = {}): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Sandbox Stripe</title>
<link rel="icon" href="data:,">
<style>${styles}</style>
</head>
<body class="${isWide ? "wide" : "narrow"}">
<header><span class="badge">Sandbox</span> <span class="note">No real money moves.</span>${navigation ?? ""}</header>
<main><h1>${title}</h1>${body}</main>
</body>
</html>`;
}

/** What went wrong, read aloud by screen readers. */
export function alert(message: string | undefined): Markup | "" {
  return message ? html`<p role="alert">${message}</p>` : "";
}

export function money(amount: number, currency: string): string {
  const digits = decimalsOf(currency);
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency.toUpperCase()}`;
}

export function date(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
