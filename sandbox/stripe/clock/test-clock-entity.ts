/** A test clock: customers made on it live in its time. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { Stored } from "../store/object-store.ts";

export interface TestClockEntity extends Stored {
  frozen_time: number;
  name: string | null;
  status: "advancing" | "ready";
}

const lifetimeSeconds = 30 * 86_400;

export function showTestClock(clock: TestClockEntity, books: Books): Wire {
  return {
    ...clock,
    object: "test_helpers.test_clock",
    deletes_after: clock.created + lifetimeSeconds,
    livemode: books.scope.livemode,
    status_details: {},
  };
}
