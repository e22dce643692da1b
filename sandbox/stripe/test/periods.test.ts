import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addPeriods, boundaryAfter } from "../billing/periods.ts";
import type { Interval } from "../catalogue/price-entity.ts";

const at = (text: string) => Date.parse(text) / 1000;
const intervals: Interval[] = ["day", "week", "month", "year"];

describe("a billing period", () => {
  test.each([
    ["2026-01-31T09:00Z", "month", 1, "2026-02-28T09:00Z"],
    ["2026-01-31T09:00Z", "month", 2, "2026-03-31T09:00Z"],
    ["2028-01-31T09:00Z", "month", 1, "2028-02-29T09:00Z"],
    ["2026-08-31T09:00Z", "month", 6, "2027-02-28T09:00Z"],
    ["2026-12-15T09:00Z", "month", 1, "2027-01-15T09:00Z"],
    ["2028-02-29T09:00Z", "year", 1, "2029-02-28T09:00Z"],
    ["2028-02-29T09:00Z", "year", 4, "2032-02-29T09:00Z"],
    ["2026-03-28T23:30Z", "week", 1, "2026-04-04T23:30Z"],
    ["2026-03-28T23:30Z", "day", 3, "2026-03-31T23:30Z"],
  ] as const)("anchored at %s, by the %s, number %i ends at %s", (start, interval, count, end) => {
    expect(addPeriods(at(start), interval, count)).toBe(at(end));
  });

  test("holds every moment between two boundaries, whatever the anchor", () => {
    const moment = fc.integer({ min: at("2000-01-01T00:00Z"), max: at("2060-01-01T00:00Z") });
    fc.assert(
      fc.property(
        moment,
        moment,
        fc.constantFrom(...intervals),
        fc.integer({ min: 1, max: 3 }),
        (anchor, now, interval, every) => {
          const end = boundaryAfter(anchor, interval, every, now);
          expect(end).toBeGreaterThan(now);
          expect(boundaryAfter(anchor, interval, every, end - 1)).toBe(end);
          expect(boundaryAfter(anchor, interval, every, end)).toBeGreaterThan(end);
        },
      ),
      { numRuns: 300 },
    );
  });
});
