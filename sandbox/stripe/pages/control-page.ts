/** The control page: everything `/_sandbox` can do, as forms that need no script. */
import { type Context, Hono } from "hono";
import { readFault } from "../control/read-fault.ts";
import { seed } from "../control/seed.ts";
import type { Sandbox } from "../sandbox.ts";
import { inTransaction } from "../store/database.ts";
import { inOrder, withRules } from "../webhooks/delivery-rules.ts";
import { objectPages } from "./object-pages.ts";
import { type PageForm, readForm } from "./page-of.ts";
import { type Notice, showControl } from "./show-control-page.ts";

const day = 86_400;

type Action = (form: PageForm) => Notice | Promise<Notice>;

export function controlPage(app: Hono, sandbox: Sandbox): void {
  app.get("/_sandbox", (context) => context.html(showControl(sandbox)));
  const actions: Record<string, Action> = {
    clock: (form) => moveClock(sandbox, form),
    seed: () => ({
      done: seed(sandbox).isNew ? "Plans, subscribers and a shop are there." : "They are there already.",
    }),
    reset: () => {
      sandbox.reset();
      return { done: "Everything is as on the first day." };
    },
    account: (form) => addAccount(sandbox, form),
    fault: (form) => addFault(sandbox, form),
    "faults-off": () => {
      sandbox.faults.clear();
      return { done: "No faults any more." };
    },
    rules: (form) => changeRules(sandbox, form),
    resend: (form) =>
      sandbox.postOffice.resend(Number(form.id))
        ? { done: "It is sent again." }
        : { problem: "There is no such delivery." },
    drain: async () => {
      await sandbox.postOffice.drain();
      return { done: "Nothing is due any more." };
    },
  };
  app.route("/_sandbox/page", actionRoutes(sandbox, actions));
  objectPages(app, sandbox);
}

/** What was done is said on the page it leads to, so that reloading does not do it again. */
function actionRoutes(sandbox: Sandbox, actions: Record<string, Action>): Hono {
  const routes = new Hono();
  for (const [name, run] of Object.entries(actions)) {
    routes.post(`/${name}`, async (context) => answer(context, sandbox, await run(await readForm(context.req.raw))));
  }
  routes.get("/done", (context) => context.html(showControl(sandbox, { done: context.req.query("said") ?? "" })));
  return routes;
}

function answer(context: Context, sandbox: Sandbox, notice: Notice): Response | Promise<Response> {
  if ("problem" in notice) return context.html(showControl(sandbox, notice), 400);
  return context.redirect(`/_sandbox/page/done?said=${encodeURIComponent(notice.done)}`, 303);
}

async function moveClock(sandbox: Sandbox, { days, to, next }: PageForm): Promise<Notice> {
  const target = targetOf(sandbox, { days, to, next });
  if (target === undefined || !Number.isSafeInteger(target)) return { problem: "Give a number of days, or a date." };
  if (target < sandbox.clock.now()) return { problem: "The clock does not go back." };
  const ran = await sandbox.turnClock(target);
  return { done: `${ran} ${ran === 1 ? "thing" : "things"} fell due.` };
}

function targetOf(sandbox: Sandbox, { days, to, next }: PageForm): number | undefined {
  if (next) return sandbox.archive.schedule.next(Number.MAX_SAFE_INTEGER, "")?.dueAt ?? sandbox.clock.now();
  if (to) return Date.parse(`${to}Z`) / 1000;
  return days ? sandbox.clock.now() + Math.round(Number(days) * day) : undefined;
}

function addAccount(sandbox: Sandbox, { name, test, live }: PageForm): Notice {
  const modes = [...(test ? [false] : []), ...(live ? [true] : [])];
  const account = inTransaction(
    sandbox.database,
    () => {
      const made = sandbox.accounts.create(sandbox.archive.newId, sandbox.clock.now(), { name: name || "New account" });
      for (const livemode of modes) {
        sandbox.accounts.connect({ account: made.id, livemode, scope: "read_write", code: "" });
      }
      return made;
    },
    () => false,
  );
  return { done: `${account.name} is ${account.id}.` };
}

function addFault(sandbox: Sandbox, { match, kind, times, delayMs, status }: PageForm): Notice {
  const fault = readFault({
    match,
    kind,
    ...(times ? { times: Number(times) } : {}),
    ...(delayMs ? { delayMs: Number(delayMs) } : {}),
    ...(status ? { status: Number(status) } : {}),
  });
  if (typeof fault === "string") return { problem: `${fault}.` };
  sandbox.faults.add(fault);
  return { done: `${fault.match}: ${fault.kind} from now on.` };
}

/** A box that is not ticked is not sent. */
function changeRules(sandbox: Sandbox, form: PageForm): Notice {
  const switches = Object.entries(inOrder).filter(([, value]) => typeof value === "boolean");
  const delays = form.retryDelaysMs?.trim();
  const rules = withRules(sandbox.postOffice.rules, {
    ...Object.fromEntries(switches.map(([name]) => [name, form[name] === "on"])),
    delayMs: Number(form.delayMs || 0),
    retryDelaysMs: delays ? delays.split(/[\s,]+/).map(Number) : null,
  });
  if (typeof rules === "string") return { problem: `${rules}.` };
  sandbox.postOffice.rules = rules;
  sandbox.postOffice.wake();
  return { done: "Deliveries follow these rules from now on." };
}
