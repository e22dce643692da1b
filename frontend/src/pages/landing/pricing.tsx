import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/class-names.ts";

const plans = [
  {
    name: "Test",
    price: "$0",
    period: "for as long as you like",
    says: "Everything, with Stripe's test cards.",
    features: ["SaaS tiers and stores", "Every endpoint, the same limits", "No card, no end"],
    action: "Start free",
    isLive: false,
  },
  {
    name: "Live",
    price: "$15",
    period: "a month, after 14 days of trial",
    says: "Real customers, one price for all your projects.",
    features: [
      "All projects of your account",
      "No share of your revenue",
      "Cancel whenever: customers can still manage theirs",
    ],
    action: "Start in test, go live later",
    isLive: true,
  },
] as const;

export function Pricing() {
  return (
    <section id="pricing" className="scroll-mt-6 border-t bg-sunken">
      <div className="mx-auto max-w-6xl px-5 py-20 sm:px-8">
        <h2 className="font-semibold text-3xl tracking-[-0.025em]">One price, when it is real</h2>
        <p className="mt-3 max-w-lg text-[15px] text-muted">Build for nothing. Pay when your customers do.</p>
        <div className="mt-10 grid gap-4 md:grid-cols-2">
          {plans.map(({ name, price, period, says, features, action, isLive }) => (
            <article
              key={name}
              className={cn(
                "flex flex-col rounded-2xl border bg-surface p-7 shadow-card",
                isLive && "border-accent/50",
              )}
            >
              <h3 className="font-semibold text-[15px]">{name}</h3>
              <p className="mt-4 flex flex-wrap items-baseline gap-2">
                <span className="figures font-semibold text-4xl tracking-tight">{price}</span>
                <span className="text-muted">{period}</span>
              </p>
              <p className="mt-2 text-muted">{says}</p>
              <ul className="mt-5 mb-7 grid gap-2">
                {features.map((feature) => (
                  <li key={feature} className="flex gap-2.5">
                    <Check className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
                    {feature}
                  </li>
                ))}
              </ul>
              <Button asChild size="large" variant={isLive ? "accent" : "outline"} className="mt-auto">
                <Link to="/sign-up">{action}</Link>
              </Button>
            </article>
          ))}
        </div>
      </div>
    </section>
  );
}
