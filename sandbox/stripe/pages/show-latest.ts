/** The latest events of all accounts, and where they were delivered. */
import { html } from "hono/html";
import { first } from "../lists/first.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Delivery } from "../webhooks/deliveries.ts";
import type { Markup } from "./layout.ts";
import { moment, objectPath } from "./object-links.ts";

const shownEvents = 15;
const shownDeliveries = 15;

export function showDeliveries(sandbox: Sandbox): Markup {
  const { delivered, failed, pending } = sandbox.postOffice.deliveries.count();
  const rows = sandbox.postOffice.deliveries.list().slice(0, shownDeliveries);
  return html`<section aria-labelledby="deliveries"><h2 id="deliveries">Deliveries</h2>
<p>${delivered} delivered, ${pending} pending, ${failed} failed.</p>
${
  rows.length === 0
    ? html`<p class="note">Nothing was sent yet. Make a webhook endpoint over the API to hear of events.</p>`
    : html`<div class="scroll"><table><thead><tr><th>Event</th><th>To</th><th>Status</th><th class="number">Tries</th><th>Answer</th><th>Again</th></tr></thead><tbody>${rows.map((delivery) => showDelivery(sandbox, delivery))}</tbody></table></div>`
}</section>`;
}

const tones: Record<Delivery["status"], string> = { delivered: "good", failed: "bad", pending: "" };

function showDelivery(sandbox: Sandbox, delivery: Delivery): Markup {
  const { id, event, endpoint, status, attempts, answer } = delivery;
  const scope = sandbox.archive.objects.ownerOf("event", event);
  const home = sandbox.archive.objects.ownerOf("webhook_endpoint", endpoint);
  const type = scope ? sandbox.books(scope).find("event", event)?.type : undefined;
  const url = home ? sandbox.books(home).find("webhook_endpoint", endpoint)?.url : undefined;
  const name = type ?? event;
  return html`<tr><td>${scope ? html`<a href="${objectPath(scope.account, scope.livemode, "event", event)}">${name}</a>` : name}</td><td>${url ?? "gone"}</td><td class="${tones[status]}">${status}</td><td class="number">${attempts}</td><td>${answer ?? ""}</td>
<td><form method="post" action="/_sandbox/page/resend"><button class="quiet" name="id" value="${id}" aria-label="Resend ${name}">Resend</button></form></td></tr>`;
}

export function showLatestEvents(sandbox: Sandbox): Markup {
  const events = sandbox.accounts.all().flatMap(({ id: account, name }) =>
    [false, true].flatMap((livemode) => {
      const all = sandbox.books({ account, livemode }).walk("event");
      return first(all, shownEvents).map((event) => ({ ...event, account, name, livemode }));
    }),
  );
  events.sort((left, right) => right.created - left.created);
  const rows = events
    .slice(0, shownEvents)
    .map(
      ({ id, type, created, account, name, livemode }) =>
        html`<tr><td class="when">${moment(created)}</td><td><a href="${objectPath(account, livemode, "event", id)}">${type}</a></td><td>${name}</td><td>${livemode ? "live" : "test"}</td></tr>`,
    );
  return html`<section aria-labelledby="events"><h2 id="events">Latest events</h2>
${rows.length === 0 ? html`<p class="note">Nothing happened yet.</p>` : html`<div class="scroll"><table><thead><tr><th>When</th><th>What</th><th>Account</th><th>Mode</th></tr></thead><tbody>${rows}</tbody></table></div>`}</section>`;
}
