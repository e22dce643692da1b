/**
 * The pricing of a SaaS, with a button for each tier that leads to its checkout. Its looks are a layout and the page's
 * own colours; every part has a class name to style, and `unstyled` leaves the layout away.
 */
import { type CSSProperties, type ReactNode, useEffect, useState } from "react";
import type { Tier } from "../generated/wire.ts";
import type { OwnCheckoutOptions } from "../method-options.ts";
import { useDreamContext } from "./dream-context.ts";
import { priceText } from "./price-text.ts";
import { useUsage } from "./use-usage.ts";
import { useUser } from "./use-user.ts";

export interface PricingTableProps {
  /** For the checkout: where to go afterwards, a promotion code. */
  readonly checkout?: OwnCheckoutOptions;
  /** How prices are written. Default: the browser's own. */
  readonly locale?: string;
  /** Of the tiers' names, so that they fit under the page's own headings. Default 2. */
  readonly headingLevel?: 2 | 3 | 4;
  readonly className?: string;
  readonly unstyled?: boolean;
}

const styles = {
  tiers: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 14rem), 1fr))",
    gap: "1rem",
    margin: 0,
    padding: 0,
    listStyle: "none",
  },
  tier: {
    display: "flex",
    flexDirection: "column",
    gap: "0.75rem",
    padding: "1.5rem",
    border: "1px solid color-mix(in srgb, currentColor 20%, transparent)",
    borderRadius: "0.75rem",
  },
  popular: { borderColor: "currentColor" },
  note: { margin: 0, fontSize: "0.85em", fontWeight: 600 },
  name: { margin: 0 },
  price: { margin: 0, fontSize: "1.75em", fontWeight: 700 },
  interval: { fontSize: "1rem", fontWeight: 400 },
  features: { flex: 1, margin: 0, paddingInlineStart: "1.25rem" },
  button: { font: "inherit", padding: "0.6rem 1rem", borderRadius: "0.5rem", cursor: "pointer" },
} satisfies Record<string, CSSProperties>;

export function PricingTable(props: PricingTableProps): ReactNode {
  const { checkout, locale, headingLevel = 2, className, unstyled = false } = props;
  const Heading = `h${headingLevel}` as const;
  const { api } = useDreamContext();
  const { user, isLoaded, signUp } = useUser();
  const { usage } = useUsage();
  const [tiers, setTiers] = useState<readonly Tier[] | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const look = (...parts: (keyof typeof styles)[]) =>
    unstyled ? undefined : Object.assign({}, ...parts.map((part) => styles[part]));

  useEffect(() => {
    api.tiers().then(setTiers, setError);
    // Who comes back from a checkout by the browser's button may find the page as they left it.
    const comeBack = () => setChosen(null);
    window.addEventListener("pageshow", comeBack);
    return () => window.removeEventListener("pageshow", comeBack);
  }, [api]);

  async function choose(tier: Tier): Promise<void> {
    setChosen(tier.name);
    setError(null);
    try {
      if (!user) return await signUp();
      const { url } = await api.createCheckout(tier.name, checkout);
      location.assign(url);
    } catch (thrown) {
      setError(thrown as Error);
      setChosen(null);
    }
  }

  return (
    <section
      className={["dream-pricing", className].filter(Boolean).join(" ")}
      aria-label="Pricing"
      aria-busy={tiers === null && error === null}
    >
      {error && <p role="alert">{error.message}</p>}
      <ul className="dream-tiers" style={look("tiers")}>
        {tiers?.map((tier) => {
          const isCurrent = usage?.plan === tier.name;
          const part = tier.popular ? look("tier", "popular") : look("tier");
          return (
            <li key={tier.name} className="dream-tier" data-popular={tier.popular || undefined} style={part}>
              {tier.popular && (
                <p className="dream-popular" style={look("note")}>
                  Most popular
                </p>
              )}
              <Heading style={look("name")}>{tier.displayName}</Heading>
              <p className="dream-price" style={look("price")}>
                {priceText(tier, locale)}
                <span style={look("interval")}> / {tier.interval}</span>
              </p>
              <ul className="dream-features" style={look("features")}>
                {tier.features.map((feature) => (
                  <li key={feature}>{feature}</li>
                ))}
              </ul>
              <button
                type="button"
                style={look("button")}
                disabled={!isLoaded || isCurrent || chosen !== null}
                onClick={() => void choose(tier)}
              >
                {isCurrent ? "Your plan" : `Choose ${tier.displayName}`}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
