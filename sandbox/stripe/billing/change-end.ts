/** `cancel_at` and `cancel_at_period_end`, as create and update take them. */
import type { Books } from "../store/books.ts";
import { invalid } from "../wire/refusal.ts";
import { cancelAtPeriodEnd, keepSubscription, scheduleCancel } from "./cancel-subscription.ts";
import type { SubscriptionEntity } from "./subscription-entity.ts";

interface EndParams {
  cancel_at?: number | string | null;
  cancel_at_period_end?: boolean;
}

/** The caller saves. */
export function changeEnd(books: Books, draft: SubscriptionEntity, params: EndParams): void {
  const { cancel_at: at, cancel_at_period_end: atPeriodEnd } = params;
  if (at && atPeriodEnd) {
    throw invalid(
      "You may only specify one of these parameters: cancel_at, cancel_at_period_end.",
      "cancel_at",
      "parameters_exclusive",
    );
  }
  if (atPeriodEnd) {
    cancelAtPeriodEnd(books, draft);
    return;
  }
  if (at === "min_period_end" || at === "max_period_end") {
    scheduleCancel(books, draft, draft.current_period_end);
    return;
  }
  if (typeof at === "number") {
    if (at <= books.now) throw invalid("cancel_at must be a timestamp in the future.", "cancel_at");
    scheduleCancel(books, draft, at);
    return;
  }
  const isUndone = at === null || atPeriodEnd === false;
  if (isUndone && draft.cancel_at !== null) keepSubscription(books, draft);
}
