/** The control page's HTML: one panel per thing that can be turned. */
import { html } from "hono/html";
import { faultKinds } from "../control/read-fault.ts";
import type { Sandbox } from "../sandbox.ts";
import { choice, field } from "./field.ts";
import { alert, layout, type Markup } from "./layout.ts";
import { moment, objectPath } from "./object-links.ts";
import { showDeliveries, showLatestEvents } from "./show-latest.ts";

/** What an action has to say. */
export type Notice = { done: string } | { problem: string };

export function showControl(sandbox: Sandbox, notice?: Notice): Markup {
  return layout(
    "Control",
    html`${notice && "done" in notice && notice.done ? html`<p role="status">${notice.done}</p>` : ""}
${notice && "problem" in notice ? alert(notice.problem) : ""}
<div class="panels">
${showClock(sandbox)}${showWorld(sandbox)}${showAccounts(sandbox)}${showFaults(sandbox)}${showRules(sandbox)}
</div>
${showDeliveries(sandbox)}
${showLatestEvents(sandbox)}`,
    { isWide: true, navigation: controlNavigation },
  );
}

export const controlNavigation = html`<nav aria-label="Control"><a href="/_sandbox">Control</a><a href="/_sandbox/objects">Objects</a><a href="/_sandbox/state">State as JSON</a></nav>`;

function action(name: string, content: Markup, isGet = false): Markup {
  return html`<form method="${isGet ? "get" : "post"}" action="/_sandbox/page/${name}">${content}</form>`;
}

function showClock(sandbox: Sandbox): Markup {
  const next = sandbox.archive.schedule.next(Number.MAX_SAFE_INTEGER, "");
  const now = sandbox.clock.now();
  return html`<section aria-labelledby="clock"><h2 id="clock">Clock</h2>
<dl><dt>Business time</dt><dd><time>${moment(now)}</time>${sandbox.clock.isFrozen() ? " (stands still)" : ""}</dd>
<dt>Next due</dt><dd>${next ? html`${moment(next.dueAt)}, ${next.kind.replaceAll("_", " ")}` : "nothing"}</dd></dl>
${action("clock", html`${field({ label: "Days forward", name: "days", type: "number", value: "31" })}<button>Advance</button>`)}
${action("clock", html`<label>Until (UTC) <input type="datetime-local" name="to" value="${new Date((now + 86_400) * 1000).toISOString().slice(0, 16)}"></label><button class="quiet">Advance until then</button>`)}
${next ? action("clock", html`<button class="quiet" name="next" value="1">Advance to what is due next</button>`) : ""}</section>`;
}

function showWorld(sandbox: Sandbox): Markup {
  const { platform } = sandbox.accounts;
  return html`<section aria-labelledby="world"><h2 id="world">World</h2>
<dl><dt>Test key</dt><dd><code>${platform.secretKey.test}</code></dd><dt>Live key</dt><dd><code>${platform.secretKey.live}</code></dd>
<dt>Client ids</dt><dd><code>${platform.clientId.test}</code>, <code>${platform.clientId.live}</code></dd>
<dt>Version</dt><dd>${sandbox.apiVersion}</dd></dl>
<form method="get" action="/_sandbox/find">${field({ label: "Find an object by its id", name: "id", placeholder: "cus_…", isRequired: true })}<button class="quiet">Find</button></form>
${action("seed", html`<p class="note">Plans and subscribers of the platform, and a connected shop with things to sell.</p><button>Seed</button>`)}
${action("reset", html`<p class="note">Empties accounts, objects, events, deliveries and faults.</p><button class="grave">Reset everything</button>`)}</section>`;
}

function showAccounts(sandbox: Sandbox): Markup {
  const { platform } = sandbox.accounts;
  const rows = sandbox.accounts.all().map(({ id, name }) => {
    const modes = sandbox.accounts.connections(id).map(({ livemode }) => (livemode ? "live" : "test"));
    const how = id === platform.account ? "the platform" : modes.length > 0 ? modes.join(", ") : "not connected";
    return html`<tr><td>${name}<br><code>${id}</code></td><td>${how}</td><td><a href="${objectPath(id, false)}">test</a> <a href="${objectPath(id, true)}">live</a></td></tr>`;
  });
  return html`<section aria-labelledby="accounts"><h2 id="accounts">Accounts</h2>
<div class="scroll"><table><thead><tr><th>Account</th><th>Connected</th><th>Objects</th></tr></thead><tbody>${rows}</tbody></table></div>
${action("account", html`${field({ label: "Name", name: "name", isRequired: true })}${tick("test", "Connected in test mode", true)}${tick("live", "Connected in live mode", false)}<button class="quiet">Add an account</button>`)}</section>`;
}

function showFaults(sandbox: Sandbox): Markup {
  const faults = sandbox.faults.list();
  const kinds = faultKinds.map((kind) => [kind, kind.replaceAll("_", " ")] as const);
  return html`<section aria-labelledby="faults"><h2 id="faults">Faults</h2>
${faults.length === 0 ? html`<p>Every call is answered as it should be.</p>` : html`<ul class="plain">${faults.map(({ match, kind, times }) => html`<li><code>${match}</code> ${kind.replaceAll("_", " ")}, ${times} more</li>`)}</ul>${action("faults-off", html`<button class="quiet">Remove all faults</button>`)}`}
${action(
  "fault",
  html`${field({ label: "Calls that match", name: "match", placeholder: "POST /v1/refunds, * stands for anything", isRequired: true })}
<div class="row">${choice({ label: "Fault", name: "kind", options: kinds })}${field({ label: "How often", name: "times", type: "number", value: "1" })}</div>
<div class="row">${field({ label: "Milliseconds (slow)", name: "delayMs", type: "number" })}${field({ label: "Status (server error)", name: "status", type: "number" })}</div><button>Add the fault</button>`,
)}</section>`;
}

function showRules(sandbox: Sandbox): Markup {
  const { rules } = sandbox.postOffice;
  return html`<section aria-labelledby="rules"><h2 id="rules">Delivery rules</h2>
${action(
  "rules",
  html`${tick("isHeld", "Hold all events until this is off", rules.isHeld)}
${tick("isShuffled", "Shuffle their order", rules.isShuffled)}
${tick("isDuplicated", "Deliver each twice", rules.isDuplicated)}
${tick("dropsFirst", "Lose the first attempt of each", rules.dropsFirst)}
${field({ label: "Delay of every event, milliseconds", name: "delayMs", type: "number", value: String(rules.delayMs) })}
${field({ label: "Waits between tries, milliseconds (empty: as long as Stripe's)", name: "retryDelaysMs", value: rules.retryDelaysMs?.join(", "), placeholder: "5000, 60000" })}<button>Follow these rules</button>`,
)}
${action("drain", html`<button class="quiet">Deliver what is due</button>`)}</section>`;
}

function tick(name: string, label: string, isOn: boolean): Markup {
  return html`<label class="choice"><input type="checkbox" name="${name}" ${isOn ? "checked" : ""}> ${label}</label>`;
}
