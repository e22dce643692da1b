/** The object browser: an account's kinds in one mode, the objects of a kind, and one object as the wire shows it. */
import type { Hono } from "hono";
import { html } from "hono/html";
import { first } from "../lists/first.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Books } from "../store/books.ts";
import { type KindName, kinds, type Wire } from "../store/kinds.ts";
import { layout, type Markup } from "./layout.ts";
import { moment, objectPath } from "./object-links.ts";
import { controlNavigation } from "./show-control-page.ts";
import { showObject } from "./show-object.ts";

const perPage = 25;
const frame = { isWide: true, navigation: controlNavigation };
const names = Object.keys(kinds) as KindName[];

export function objectPages(app: Hono, sandbox: Sandbox): void {
  app.get("/_sandbox/objects", (context) => context.redirect(objectPath(sandbox.accounts.platform.account, false)));
  app.get("/_sandbox/find", (context) => {
    const id = (context.req.query("id") ?? "").trim();
    const kind = kindOf(sandbox, id);
    const owner = kind && sandbox.archive.objects.ownerOf(kind, id);
    if (!owner) return context.html(layout("Not found", html`<p>No account has an object ${id}.</p>`, frame), 404);
    return context.redirect(objectPath(owner.account, owner.livemode, kind, id));
  });
  app.get("/_sandbox/objects/:account/:mode", (context) => {
    const books = booksOf(sandbox, context.req.param("account"), context.req.param("mode"));
    return books ? context.html(showKinds(sandbox, books)) : context.notFound();
  });
  app.get("/_sandbox/objects/:account/:mode/:kind", (context) => {
    const books = booksOf(sandbox, context.req.param("account"), context.req.param("mode"));
    const kind = names.find((name) => name === context.req.param("kind"));
    return books && kind ? context.html(showList(books, kind, context.req.query("after"))) : context.notFound();
  });
  app.get("/_sandbox/objects/:account/:mode/:kind/:id", (context) => {
    const books = booksOf(sandbox, context.req.param("account"), context.req.param("mode"));
    const kind = names.find((name) => name === context.req.param("kind"));
    const entity = books && kind && books.find(kind, context.req.param("id"));
    if (!entity) return context.notFound();
    const isKnown = (id: string) => kindOf(sandbox, id) !== undefined;
    return context.html(showObject(books, kind, books.show(kind, entity as never), isKnown, frame));
  });
}

function kindOf(sandbox: Sandbox, id: string): KindName | undefined {
  return names.find((name) => sandbox.archive.objects.ownerOf(name, id));
}

function booksOf(sandbox: Sandbox, account: string, mode: string): Books | undefined {
  if (!sandbox.accounts.find(account) || (mode !== "test" && mode !== "live")) return undefined;
  return sandbox.books({ account, livemode: mode === "live" });
}

function showKinds(sandbox: Sandbox, books: Books): Markup {
  const { scope, archive } = books;
  const counted = names.map((kind) => ({ kind, count: archive.objects.count(scope, kind) }));
  const filled = counted.filter(({ count }) => count > 0).sort((left, right) => left.kind.localeCompare(right.kind));
  const others = sandbox.accounts.all().flatMap(({ id, name }) =>
    [false, true].map((livemode) => {
      const label = `${name}, ${livemode ? "live" : "test"}`;
      const isHere = id === scope.account && livemode === scope.livemode;
      return isHere
        ? html`<li><strong>${label}</strong></li>`
        : html`<li><a href="${objectPath(id, livemode)}">${label}</a></li>`;
    }),
  );
  return layout(
    "Objects",
    html`<div class="panels"><section aria-label="Accounts"><h2>Account and mode</h2><ul class="plain">${others}</ul></section>
<section aria-label="Kinds"><h2>Kinds</h2>${
      filled.length === 0
        ? html`<p class="note">Nothing yet.</p>`
        : html`<table><thead><tr><th>Kind</th><th class="number">Objects</th></tr></thead><tbody>${filled.map(({ kind, count }) => html`<tr><td><a href="${objectPath(scope.account, scope.livemode, kind)}">${kind}</a></td><td class="number">${count}</td></tr>`)}</tbody></table>`
    }</section></div>`,
    frame,
  );
}

/** @param after the id to go on from, newest first */
function showList(books: Books, kind: KindName, after: string | undefined): Markup {
  const { account, livemode } = books.scope;
  const startingAfter = after ? books.archive.objects.positionOf(books.scope, kind, after) : undefined;
  const found = first(books.walk(kind, { startingAfter }), perPage + 1);
  const page = found.slice(0, perPage);
  const last = page.at(-1);
  const here = objectPath(account, livemode, kind);
  const rows = page.map((entity) => {
    const wire = books.show(kind, entity as never);
    return html`<tr><td><a href="${objectPath(account, livemode, kind, entity.id)}"><code>${entity.id}</code></a></td><td class="when">${moment(entity.created)}</td><td>${summaryOf(wire)}</td></tr>`;
  });
  const isMore = found.length > perPage && last;
  return layout(
    kind,
    html`<section><p><a href="${objectPath(account, livemode)}">${account}, ${livemode ? "live" : "test"}</a></p>
<div class="scroll"><table><thead><tr><th>Id</th><th>Made</th><th>About</th></tr></thead><tbody>${rows}</tbody></table></div>
<p>${after ? html`<a href="${here}">Newest</a> ` : ""}${isMore ? html`<a href="${here}?after=${encodeURIComponent(last.id)}" rel="next">Older</a>` : ""}</p></section>`,
    frame,
  );
}

const telling = [
  "name",
  "email",
  "type",
  "url",
  "status",
  "code",
  "number",
  "lookup_key",
  "currency",
  "unit_amount",
  "amount",
  "total",
];

function summaryOf(wire: Wire): string {
  const said = telling.flatMap((key) => {
    const value = wire[key];
    return typeof value === "string" || typeof value === "number" ? [`${key} ${value}`] : [];
  });
  return said.slice(0, 4).join(" · ");
}
