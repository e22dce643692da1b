import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths, anchoredMonth, calendarMonth } from "../src/usage/period.ts";

const at = (text: string) => Date.parse(text);
const iso = ({ start, end }: { start: number; end: number }) => [
  new Date(start).toISOString(),
  new Date(end).toISOString(),
];

describe("calendar months", () => {
  test.each([
    ["2026-11-21T02:00:00Z", "2026-11-01T00:00:00.000Z", "2026-12-01T00:00:00.000Z"],
    ["2026-12-31T23:59:59.999Z", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
    ["2028-02-29T12:00:00Z", "2028-02-01T00:00:00.000Z", "2028-03-01T00:00:00.000Z"],
  ])("%s lies between %s and %s", (moment, start, end) => {
    expect(iso(calendarMonth(at(moment)))).toEqual([start, end]);
  });
});

describe("months from an anchor", () => {
  test.each([
    // The 31st becomes the last day of a shorter month and comes back.
    ["2027-01-31T10:30:00Z", "2027-02-28T10:29:59Z", "2027-01-31T10:30:00.000Z", "2027-02-28T10:30:00.000Z"],
    ["2027-01-31T10:30:00Z", "2027-02-28T10:30:00Z", "2027-02-28T10:30:00.000Z", "2027-03-31T10:30:00.000Z"],
    ["2028-01-31T10:30:00Z", "2028-02-29T10:30:00Z", "2028-02-29T10:30:00.000Z", "2028-03-31T10:30:00.000Z"],
    ["2027-01-31T10:30:00Z", "2027-04-30T10:30:00Z", "2027-04-30T10:30:00.000Z", "2027-05-31T10:30:00.000Z"],
    ["2026-11-21T00:00:00Z", "2027-11-20T23:59:59Z", "2027-10-21T00:00:00.000Z", "2027-11-21T00:00:00.000Z"],
    // Before the anchor, as when a clock lags.
    ["2027-01-31T10:30:00Z", "2027-01-31T10:29:59Z", "2026-12-31T10:30:00.000Z", "2027-01-31T10:30:00.000Z"],
  ])("from %s, %s lies between %s and %s", (anchor, moment, start, end) => {
    expect(iso(anchoredMonth(at(anchor), at(moment)))).toEqual([start, end]);
  });

  test("every moment lies in its own period, and periods follow each other without gap or overlap", () => {
    const moment = fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") });
    fc.assert(
      fc.property(moment, moment, (anchor, now) => {
        const period = anchoredMonth(anchor, now);
        expect(period.start).toBeLessThanOrEqual(now);
        expect(period.end).toBeGreaterThan(now);
        expect(anchoredMonth(anchor, period.end).start).toBe(period.end);
        expect(anchoredMonth(anchor, period.start - 1).end).toBe(period.start);
      }),
    );
  });

  test("adding months keeps the time of day", () => {
    expect(new Date(addMonths(at("2027-01-31T23:59:59.999Z"), 1)).toISOString()).toBe("2027-02-28T23:59:59.999Z");
  });
});
