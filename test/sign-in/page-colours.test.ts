/** Developers choose any colour; what stands on the hosted pages can be read all the same. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { contrast, textOn } from "../../end-user-auth/pages/colours.ts";
import { lookOf, surfaces } from "../../end-user-auth/pages/look.ts";

const colour = fc.integer({ min: 0, max: 0xff_ff_ff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
/** WCAG 2.2, 1.4.3. */
const readable = 4.5;
/** The same, 1.4.11. */
const visible = 3;

test.each(["light", "dark"] as const)(
  "in %s, a button, its text, links and the letter of the mark can be seen",
  (scheme) => {
    fc.assert(
      fc.property(colour, (chosen) => {
        const { brand, onBrand, edge, accent, onAccent } = lookOf(chosen, scheme);
        expect(contrast(accent, surfaces[scheme].card)).toBeGreaterThanOrEqual(readable);
        expect(contrast(accent, onAccent)).toBeGreaterThanOrEqual(readable);
        expect(contrast(brand, onBrand)).toBeGreaterThanOrEqual(readable);
        expect(contrast(edge, surfaces[scheme].card)).toBeGreaterThanOrEqual(visible);
      }),
      { numRuns: 2000 },
    );
  },
);

test("a colour that can be read already stays as it was chosen", () => {
  expect(lookOf("#0b5345", "light")).toMatchObject({ brand: "#0b5345", accent: "#0b5345" });
});

test.each([
  ["#000000", "#ffffff", 21],
  ["#777777", "#ffffff", 4.48],
  ["#ff0000", "#ffffff", 4],
])("the contrast of %s and %s is %d, as WCAG's examples have it", (one, other, expected) => {
  expect(contrast(one, other)).toBeCloseTo(expected, 1);
  expect(contrast(other, one)).toBe(contrast(one, other));
});

test.each([
  ["#ffff00", "#000000"],
  ["#00008b", "#ffffff"],
])("on %s stands %s", (ground, text) => {
  expect(textOn(ground)).toBe(text);
});
