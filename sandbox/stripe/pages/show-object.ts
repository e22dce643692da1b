/** One object as the wire shows it; the ids in it lead on. */
import { html } from "hono/html";
import type { Books } from "../store/books.ts";
import type { KindName, Wire } from "../store/kinds.ts";
import { layout, type Markup } from "./layout.ts";
import { objectPath } from "./object-links.ts";

/** A quoted text that looks like an id. */
const idPattern = /("[a-z]{2,9}(?:_(?:test|live))?_[A-Za-z0-9]{8,}")/;

export function showObject(
  books: Books,
  kind: KindName,
  wire: Wire,
  frame: { isWide: boolean; navigation: Markup },
): Markup {
  const { account, livemode } = books.scope;
  const id = String(wire.id);
  const parts = JSON.stringify(wire, null, 2)
    .split(idPattern)
    .map((part) => {
      const found = idPattern.test(part) ? part.slice(1, -1) : undefined;
      if (found === undefined || found === id) return part;
      return html`"<a href="/_sandbox/find?id=${found}">${found}</a>"`;
    });
  return layout(
    id,
    html`<section><p><a href="${objectPath(account, livemode, kind)}">${kind}</a> of <a href="${objectPath(account, livemode)}">${account}, ${livemode ? "live" : "test"}</a></p>
<pre tabindex="0" aria-label="The object as JSON">${parts}</pre></section>`,
    frame,
  );
}
