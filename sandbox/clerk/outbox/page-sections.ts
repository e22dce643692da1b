/** The lists on the page at `/_sandbox`. */
import { html } from "hono/html";
import type { Delivery, Email, Session, User } from "../store/entities.ts";

export type Markup = ReturnType<typeof html>;

const mostShown = 50;

export function emails(all: readonly Email[]): Markup {
  return section("Mails", all, (shown) => html`<ol class="mails">${shown.map(mail)}</ol>`);
}

function mail({ to, subject, text, code, link, sentAt }: Email): Markup {
  return html`<li class="card">
    <header><strong>${to}</strong> ${time(sentAt)}</header>
    <p>${subject}</p>
    ${code === null ? "" : html`<p class="take"><output>${code}</output>${copy(code, "Copy code")}</p>`}
    ${link === null ? "" : html`<p class="take"><a class="button" href="${link}">Open link</a>${copy(link, "Copy link")}</p>`}
    <details><summary>Text</summary><p>${text}</p></details>
  </li>`;
}

export function users(all: readonly User[]): Markup {
  const heads = ["Address", "Name", "Id", "Metadata", "Made"];
  return section("Users", all, (shown) => table(heads, shown.map(userRow)));
}

function userRow({ emailAddresses, firstName, lastName, id, publicMetadata, isBanned, createdAt }: User): Cell[] {
  const addresses = emailAddresses.map(
    ({ emailAddress, isVerified }) =>
      html`<div>${emailAddress} ${isVerified ? "" : pill("not proved", "pending")}</div>`,
  );
  const name = [firstName, lastName].filter(Boolean).join(" ");
  const metadata = Object.keys(publicMetadata).length === 0 ? "" : html`<code>${JSON.stringify(publicMetadata)}</code>`;
  return [
    html`${addresses}${isBanned ? pill("banned", "failed") : ""}`,
    name,
    identifier(id),
    metadata,
    time(createdAt),
  ];
}

export function sessions(all: readonly Session[]): Markup {
  const heads = ["Status", "Browser", "Session", "User", "Opened"];
  return section("Sessions", all, (shown) => table(heads, shown.map(sessionRow)));
}

function sessionRow({ status, browserName, id, userId, createdAt }: Session): Cell[] {
  const look = status === "active" ? "succeeded" : "over";
  return [pill(status, look), browserName, identifier(id), identifier(userId), time(createdAt)];
}

export function deliveries(slug: string, all: readonly Delivery[]): Markup {
  const heads = ["Event", "Status", "Answers", "Message", "Made", ""];
  return section("Webhook deliveries", all, (shown) =>
    table(
      heads,
      shown.map((one) => deliveryRow(slug, one)),
    ),
  );
}

function deliveryRow(slug: string, { id, type, status, attempts, body, createdAt }: Delivery): Cell[] {
  const answers = attempts.map(({ responseStatus, error }) => responseStatus ?? error ?? "no answer").join(", ");
  const message = html`<details>
    <summary>${identifier(id)}</summary>
    <pre>${JSON.stringify(JSON.parse(body), null, 2)}</pre>
  </details>`;
  const again = html`<form method="post" action="/_sandbox/${slug}/deliveries/${id}/resend">
    <button>Send again</button>
  </form>`;
  return [html`<code>${type}</code>`, pill(status, status), answers, message, time(createdAt), again];
}

type Cell = Markup | string;

function section<T>(title: string, all: readonly T[], show: (shown: readonly T[]) => Markup): Markup {
  const count = all.length > mostShown ? `the newest ${mostShown} of ${all.length}` : String(all.length);
  return html`<section>
    <h2>${title} <small>${count}</small></h2>
    ${all.length === 0 ? html`<p class="none">None yet.</p>` : show(all.slice(0, mostShown))}
  </section>`;
}

/** Each cell says its column, for narrow screens, where there is no room for the heads. */
function table(heads: readonly string[], rows: readonly Cell[][]): Markup {
  const row = (cells: readonly Cell[]) =>
    html`<tr>${cells.map((cell, index) => html`<td data-head="${heads[index]}">${cell}</td>`)}</tr>`;
  return html`<table>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows.map(row)}</tbody>
  </table>`;
}

const pill = (text: string, look: string) => html`<span class="pill ${look}">${text}</span>`;

const identifier = (id: string) => html`<code>${id}</code>`;

const copy = (text: string, label: string) => html`<button type="button" data-copy="${text}">${label}</button>`;

function time(at: number): Markup {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")} UTC</time>`;
}
