/**
 * The page at `/_sandbox`: mails with their codes and links, users, sessions and webhook deliveries, an instance at a
 * time. It looks for news by itself, and works without scripts too.
 */
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { requireFound } from "../errors/refusal.ts";
import type { Control, InstanceKeys } from "./control.ts";
import { script, styles } from "./page-assets.ts";
import { deliveries, emails, type Markup, sessions, users } from "./page-sections.ts";

export function createPage(control: Control): Hono {
  const app = new Hono();
  app.get("/", (context) => context.redirect(pathOf(control.instances()[0])));
  app.get("/page.js", (context) => context.body(script, 200, { "Content-Type": "text/javascript" }));
  app.get("/page.css", (context) => context.body(styles, 200, { "Content-Type": "text/css" }));
  app.get("/:slug", (context) => context.html(page(control, control.instance(context.req.param("slug")))));
  app.post("/:slug/reset", (context) => {
    control.reset();
    return back(context);
  });
  app.post("/:slug/users", async (context) => {
    const form = await context.req.formData();
    const text = (name: string) => String(form.get(name) ?? "");
    control.seed(context.req.param("slug"), [{ emailAddress: text("emailAddress"), password: text("password") }]);
    return back(context);
  });
  app.post("/:slug/deliveries/:id/resend", async (context) => {
    await control.resend(context.req.param("slug"), context.req.param("id"));
    return back(context);
  });
  return app;
}

const pathOf = (instance: InstanceKeys | undefined) => `/_sandbox/${requireFound(instance, "instance", "first").slug}`;

const back = (context: Context) => context.redirect(`/_sandbox/${context.req.param("slug")}`, 303);

function page(control: Control, instance: InstanceKeys): Markup {
  const { slug } = instance;
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${slug} - Sandbox Clerk</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/_sandbox/page.css" />
    <script src="/_sandbox/page.js" type="module"></script>
  </head>
  <body>
    <header>
      <h1>Sandbox Clerk</h1>
      <p>Nobody here is real, and no mail leaves this machine.</p>
      <nav aria-label="Instances">${control.instances().map((one) => tab(one, one.slug === slug))}</nav>
    </header>
    <main>
      <div id="news">
        ${emails(control.emails(slug))} ${users(control.users(slug))} ${sessions(control.sessions(slug))}
        ${deliveries(slug, control.deliveries(slug))}
      </div>
      ${seedForm(slug)} ${keys(instance)}
    </main>
  </body>
</html>`;
}

function tab({ slug }: InstanceKeys, isCurrent: boolean): Markup {
  return html`<a href="/_sandbox/${slug}" ${isCurrent ? html`aria-current="page"` : ""}>${slug}</a>`;
}

function seedForm(slug: string): Markup {
  return html`<section>
    <h2>Start from here</h2>
    <form class="row" method="post" action="/_sandbox/${slug}/users">
      <label>Address <input name="emailAddress" type="email" required placeholder="ada@example.com" /></label>
      <label>Password <input name="password" required minlength="8" maxlength="72" value="correct horse battery" /></label>
      <button>Add user</button>
    </form>
    <form class="row" method="post" action="/_sandbox/${slug}/reset">
      <p>A reset takes all instances back: keys, webhook endpoints and users that were added here or seeded stay.</p>
      <button class="danger">Reset</button>
    </form>
  </section>`;
}

function keys({ publishableKey, secretKey, issuer, frontendApiUrl }: InstanceKeys): Markup {
  const rows = Object.entries({
    "Publishable key": publishableKey,
    "Secret key": secretKey,
    Issuer: issuer,
    "Frontend API": frontendApiUrl,
  });
  return html`<section>
    <h2>Keys</h2>
    <dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`)}</dl>
  </section>`;
}
