/** What all pages share: finding whose object it is, and turning refusals into a page with a message. */
import type { Sandbox } from "../sandbox.ts";
import type { Books } from "../store/books.ts";
import { inTransaction } from "../store/database.ts";
import type { Kind, KindName } from "../store/kinds.ts";
import { type FormObject, parseForm } from "../wire/form.ts";
import { StripeRefusal } from "../wire/refusal.ts";

export type PageForm = Record<string, string | undefined>;

/** The plain fields of a form; what is in brackets is left out. */
export async function readForm(request: Request): Promise<PageForm> {
  return plainFields(parseForm(await request.text()));
}

export function plainFields(form: FormObject): PageForm {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => typeof value === "string")) as PageForm;
}

type Page<K extends KindName> = (books: Books, entity: Kind<K>) => Response | Promise<Response>;

/** @param refused shows the page again with the reason */
export async function pageOf<K extends KindName>(
  sandbox: Sandbox,
  kind: K,
  id: string,
  run: Page<K>,
  refused?: (books: Books, entity: Kind<K>, refusal: StripeRefusal) => Response | Promise<Response>,
): Promise<Response> {
  sandbox.runDue();
  const scope = sandbox.archive.objects.ownerOf(kind, id);
  if (!scope) return new Response("The sandbox has no such page", { status: 404 });
  const open = () => {
    const books = sandbox.books(scope);
    const entity = books.own(kind, id);
    const { test_clock: testClock } = entity as { test_clock?: string | null };
    return { books: books.onClock(testClock), entity };
  };
  try {
    return await inTransaction(
      sandbox.database,
      () => {
        const { books, entity } = open();
        return run(books, entity);
      },
      (error) => error instanceof StripeRefusal && error.isKept && error.details.type === "card_error",
    );
  } catch (error) {
    if (!(error instanceof StripeRefusal) || !refused) throw error;
    const { books, entity } = open();
    return refused(books, entity, error);
  } finally {
    sandbox.postOffice.wake();
  }
}
