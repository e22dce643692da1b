/** The control page: clock, deliveries, faults, accounts and the latest events, each a form on the control API. */
import type { Hono } from "hono";
import { html } from "hono/html";
import type { Sandbox } from "../sandbox.ts";
import { date, layout } from "./layout.ts";
import { readForm } from "./page-of.ts";

const day = 86_400;
const latestEvents = 30;

export function controlPage(app: Hono, sandbox: Sandbox): void {
  app.get("/_sandbox", (context) => context.html(show(sandbox)));
  app.post("/_sandbox/page/clock", async (context) => {
    const days = Number((await readForm(context.req.raw)).days);
    if (Number.isFinite(days) && days > 0) sandbox.advanceTo(sandbox.clock.now() + Math.round(days * day));
    return context.redirect("/_sandbox", 303);
  });
  app.post("/_sandbox/page/resend", async (context) => {
    sandbox.postOffice.resend(Number((await readForm(context.req.raw)).id));
    return context.redirect("/_sandbox", 303);
  });
  app.post("/_sandbox/page/reset", (context) => {
    sandbox.reset();
    return context.redirect("/_sandbox", 303);
  });
}

function show(sandbox: Sandbox) {
  const { platform } = sandbox.accounts;
  const events = sandbox.accounts
    .all()
    .flatMap(({ id }) => [...take(sandbox.books({ account: id, livemode: false }).walk("event"), latestEvents)]);
  events.sort((left, right) => right.created - left.created);
  const deliveries = sandbox.postOffice.deliveries.list().slice(0, latestEvents);
  return layout(
    "Control",
    html`
<p>Business time: <time>${new Date(sandbox.clock.now() * 1000).toISOString()}</time></p>
<form method="post" action="/_sandbox/page/clock"><label>Days forward <input name="days" type="number" min="0.01" step="any" value="31"></label><button>Advance</button></form>
<h2>Accounts</h2><ul>${sandbox.accounts.all().map(({ id, name }) => html`<li>${name} <code>${id}</code></li>`)}</ul>
<p>Test key <code>${platform.secretKey.test}</code>, client id <code>${platform.clientId.test}</code></p>
<h2>Faults</h2><ul>${sandbox.faults.list().map(({ match, kind, times }) => html`<li>${match}: ${kind}, ${times} more</li>`)}</ul>
<h2>Deliveries</h2><table><thead><tr><th>Event</th><th>Status</th><th>Tries</th><th>Answer</th><th></th></tr></thead><tbody>
${deliveries.map(({ id, event, status, attempts, answer }) => html`<tr><td>${event}</td><td>${status}</td><td>${attempts}</td><td>${answer ?? ""}</td><td><form method="post" action="/_sandbox/page/resend"><button name="id" value="${id}">Resend</button></form></td></tr>`)}
</tbody></table>
<h2>Events</h2><ul>${events.slice(0, latestEvents).map(({ id, type, created }) => html`<li>${date(created)} ${type} <code>${id}</code></li>`)}</ul>
<form method="post" action="/_sandbox/page/reset"><button>Reset everything</button></form>`,
  );
}

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const item of items) {
    if (left <= 0) return;
    left -= 1;
    yield item;
  }
}
