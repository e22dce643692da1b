/** The page at `/_sandbox`: mails with their codes and links, users, sessions and webhook deliveries of each instance. */
import { Hono } from "hono";
import { html } from "hono/html";
import type { Control, InstanceKeys } from "./control.ts";

const shownRows = 50;

export function createPage(control: Control): Hono {
  const app = new Hono();
  app.get("/", (context) => context.html(layout(control.instances().map((instance) => section(control, instance)))));
  app.post("/reset", (context) => {
    control.reset();
    return context.redirect("/_sandbox", 303);
  });
  app.post("/:slug/deliveries/:id/resend", async (context) => {
    await control.resend(context.req.param("slug"), context.req.param("id"));
    return context.redirect("/_sandbox", 303);
  });
  return app;
}

type Markup = ReturnType<typeof html>;
type Cell = Markup | string | number;

function layout(sections: Markup[]): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Sandbox Clerk</title>
        <style>
          body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
          table { border-collapse: collapse; width: 100%; margin-bottom: 1.5rem; }
          th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #ddd; }
          code { overflow-wrap: anywhere; }
        </style>
      </head>
      <body>
        <h1>Sandbox Clerk</h1>
        <p>Nothing here is real, and no mail leaves this machine.</p>
        <form method="post" action="/_sandbox/reset"><button>Forget all users, sessions and mails</button></form>
        ${sections}
      </body>
    </html>`;
}

function section(control: Control, { slug, publishableKey }: InstanceKeys): Markup {
  return html`<h2>${slug}</h2>
    <p><code>${publishableKey}</code></p>
    ${table(
      "Mails",
      ["Sent", "To", "Subject", "Link"],
      control
        .emails(slug)
        .map(({ sentAt, to, subject, link }) => [timeOf(sentAt), to, subject, link ? anchor(link) : ""]),
    )}
    ${table(
      "Users",
      ["Made", "Id", "Addresses", "Banned"],
      control
        .users(slug)
        .map(({ createdAt, id, emailAddresses, isBanned }) => [
          timeOf(createdAt),
          id,
          emailAddresses.map(({ emailAddress }) => emailAddress).join(", "),
          isBanned ? "yes" : "no",
        ]),
    )}
    ${table(
      "Sessions",
      ["Opened", "Id", "User", "Status"],
      control.sessions(slug).map(({ createdAt, id, userId, status }) => [timeOf(createdAt), id, userId, status]),
    )}
    ${table(
      "Webhook deliveries",
      ["Made", "Event", "Status", "Answers", ""],
      control
        .deliveries(slug)
        .map(({ createdAt, id, type, status, attempts }) => [
          timeOf(createdAt),
          type,
          status,
          attempts.map(({ responseStatus, error }) => responseStatus ?? error ?? "").join(", "),
          resendButton(slug, id),
        ]),
    )}`;
}

function table(title: string, heads: string[], rows: Cell[][]): Markup {
  if (rows.length === 0) return html`<h3>${title}</h3><p>None yet.</p>`;
  return html`<h3>${title}</h3>
    <table>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>
        ${rows.slice(0, shownRows).map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
      </tbody>
    </table>`;
}

const anchor = (link: string) => html`<a href="${link}">Open</a>`;

const resendButton = (slug: string, id: string) =>
  html`<form method="post" action="/_sandbox/${slug}/deliveries/${id}/resend"><button>Send again</button></form>`;

const timeOf = (at: number) => new Date(at).toISOString();
