/** One object as the wire shows it; the ids in it lead on. */
import { html } from "hono/html";
import type { Books } from "../store/books.ts";
import type { KindName, Wire } from "../store/kinds.ts";
import { layout, type Markup } from "./layout.ts";
import { objectPath } from "./object-links.ts";

/** A quoted text that may be an id. */
const idPattern = /("[a-z]{2,9}(?:_[A-Za-z0-9]+)+")/;

interface Frame {
  isWide: boolean;
  navigation: Markup;
}

/** @param isKnown whether there is an object of that id anywhere */
export function showObject(
  books: Books,
  kind: KindName,
  wire: Wire,
  isKnown: (id: string) => boolean,
  frame: Frame,
): Markup {
  const { account, livemode } = books.scope;
  const id = String(wire.id);
  const parts = JSON.stringify({ id, object: wire.object, ...wire }, null, 2)
    .split(idPattern)
    .map((part) => {
      const found = idPattern.test(part) ? part.slice(1, -1) : undefined;
      if (found === undefined || found === id || !isKnown(found)) return part;
      return html`"<a href="/_sandbox/find?id=${found}">${found}</a>"`;
    });
  return layout(
    id,
    html`<section><p><a href="${objectPath(account, livemode, kind)}">${kind}</a> of <a href="${objectPath(account, livemode)}">${account}, ${livemode ? "live" : "test"}</a></p>
<pre tabindex="0" aria-label="The object as JSON">${parts}</pre></section>`,
    frame,
  );
}
