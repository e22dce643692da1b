/** Test clocks over the API. Advancing runs what falls due for the customers on the clock before it answers. */
import type Stripe from "stripe";
import { cancelNow } from "../billing/cancel-subscription.ts";
import { isOver } from "../billing/subscription-entity.ts";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { invalid } from "../wire/refusal.ts";
import { jobs } from "./run-due.ts";

const maxAdvanceSeconds = 2 * 366 * 86_400;

export function createTestClock(books: Books, params: Stripe.TestHelpers.TestClockCreateParams): Wire {
  if (books.scope.livemode) throw invalid("Test clocks can only be used in test mode.");
  const clock = books.add(
    "test_helpers.test_clock",
    {
      id: books.newId("clock"),
      created: books.now,
      frozen_time: params.frozen_time,
      name: params.name ?? null,
      status: "ready",
    },
    "test_helpers.test_clock.created",
  );
  return books.show("test_helpers.test_clock", clock);
}

export function advanceTestClock(books: Books, params: Stripe.TestHelpers.TestClockAdvanceParams, id: string): Wire {
  const clock = books.get("test_helpers.test_clock", id);
  const target = params.frozen_time;
  if (target <= clock.frozen_time)
    throw invalid("The frozen_time must be after the clock's current frozen_time.", "frozen_time");
  if (target > clock.frozen_time + maxAdvanceSeconds) {
    throw invalid(
      "You can only advance a test clock by up to two intervals of its subscriptions at once.",
      "frozen_time",
    );
  }
  books.change("test_helpers.test_clock", clock, undefined, (draft) => {
    draft.status = "advancing";
  });
  books.emit("test_helpers.test_clock.advancing", books.show("test_helpers.test_clock", clock));
  const { schedule } = books.archive;
  for (let job = schedule.next(target, id); job; job = schedule.next(target, id)) {
    schedule.take(job);
    const { dueAt } = job;
    books.change("test_helpers.test_clock", clock, undefined, (draft) => {
      draft.frozen_time = Math.max(draft.frozen_time, dueAt);
    });
    jobs[job.kind](new Books(books.archive, books.scope, clock.frozen_time, null), job.ref);
  }
  books.change("test_helpers.test_clock", clock, undefined, (draft) => {
    draft.frozen_time = target;
    draft.status = "ready";
  });
  books.emit("test_helpers.test_clock.ready", books.show("test_helpers.test_clock", clock));
  return books.show("test_helpers.test_clock", clock);
}

export function retrieveTestClock(books: Books, _params: object, id: string): Wire {
  return books.show("test_helpers.test_clock", books.get("test_helpers.test_clock", id));
}

export function listTestClocks(books: Books, params: Stripe.TestHelpers.TestClockListParams): Wire {
  return listObjects(books, "test_helpers.test_clock", params as ListParams, { url: "/v1/test_helpers/test_clocks" });
}

/** Takes its customers along. */
export function deleteTestClock(books: Books, _params: object, id: string): Wire {
  books.get("test_helpers.test_clock", id);
  const onClock = books.onClock(id);
  for (const subscription of books.all("subscription", "test_clock", id)) {
    if (!isOver(subscription)) cancelNow(onClock, subscription, {});
  }
  for (const customer of books.all("customer", "test_clock", id)) {
    books.change("customer", customer, undefined, (draft) => {
      draft.deleted = true;
    });
  }
  books.remove("test_helpers.test_clock", id);
  return { id, object: "test_helpers.test_clock", deleted: true };
}
