import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DreamAPI } from "../src/index.ts";
import { DreamProvider, Gate, PricingTable, SignedIn, SignedOut } from "../src/react/index.ts";
import { priceText } from "../src/react/price-text.ts";
import { publishableKey } from "./replies.ts";

describe("on a server", () => {
  it("a page is rendered as for nobody, without asking anything", () => {
    const asked: unknown[] = [];
    const fetch = async (input: unknown) => {
      asked.push(input);
      return Response.json({});
    };
    const html = renderToString(
      createElement(
        DreamProvider,
        { api: new DreamAPI(publishableKey, { fetch }) },
        createElement(SignedIn, null, "in"),
        createElement(SignedOut, null, "out"),
        createElement(Gate, { plan: "pro" }, "pro"),
        createElement(PricingTable),
        "everybody",
      ),
    );
    expect(html.replaceAll(/<[^>]*>/g, "")).toBe("everybody");
    expect(html).toContain('aria-busy="true"');
    expect(asked).toEqual([]);
  });

  it("a component outside of a provider says what it lacks", () => {
    expect(() => renderToString(createElement(SignedIn))).toThrow("<DreamProvider>");
  });
});

describe("a price", () => {
  it.each([
    [2900, "usd", "$29"],
    [2950, "usd", "$29.50"],
    [500, "jpy", "¥500"],
    [12_345, "kwd", "KWD 12.345"],
  ])("of %i in %s is written %s", (unitAmount, currency, text) => {
    expect(priceText({ unitAmount, currency }, "en-US").replace("\u00a0", " ")).toBe(text);
  });
});
