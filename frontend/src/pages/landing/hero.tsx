/** The pitch, the five lines, and how quickly the API answers this very visitor. */
import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { config } from "../../config.ts";
import { Button } from "../../ui/button.tsx";
import { FiveLines } from "./five-lines.tsx";
import { LiveAnswer } from "./live-answer.tsx";

export function Hero() {
  return (
    <section className="mx-auto grid max-w-6xl items-center gap-12 px-5 pt-14 pb-20 sm:px-8 lg:grid-cols-[1.05fr_1fr] lg:pt-24 lg:pb-28">
      <div>
        <h1 className="font-semibold text-[clamp(2.4rem,6vw,4rem)] leading-[1.02] tracking-[-0.035em]">
          Don't trust me.
          <span className="mt-3 block text-[0.62em] text-muted leading-[1.12]">
            Trust Clerk, Stripe and Cloudflare. I'm just the glue.
          </span>
        </h1>
        <p className="mt-7 max-w-xl text-[17px] text-muted leading-relaxed">
          Sign-in, subscriptions, usage limits and a store for your app: one key pair, five lines. Your customers pay
          into your own Stripe account. Every limit is counted exactly, however many calls come at once.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          <Button asChild size="large" variant="accent">
            <Link to="/sign-up">
              Start free <ArrowRight aria-hidden />
            </Link>
          </Button>
          <Button asChild size="large" variant="outline">
            <a href={`${config.apiUrl}/docs`}>Read the reference</a>
          </Button>
        </div>
        <p className="mt-4 text-muted">Test mode is free, without a card and without an end.</p>
      </div>
      <div className="grid min-w-0 gap-4">
        <FiveLines />
        <LiveAnswer />
      </div>
    </section>
  );
}
