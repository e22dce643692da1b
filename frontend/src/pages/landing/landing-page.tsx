/** What dream-api is, for somebody who has never heard of it. */
import { usePageTitle } from "../../ui/page.tsx";
import { Exactness } from "./exactness.tsx";
import { Hero } from "./hero.tsx";
import { LandingFooter } from "./landing-footer.tsx";
import { LandingHeader } from "./landing-header.tsx";
import { Pricing } from "./pricing.tsx";
import { WhoHoldsWhat } from "./who-holds-what.tsx";

export function LandingPage() {
  usePageTitle("Auth, billing, usage limits and a store behind one key");
  return (
    <div className="min-h-dvh">
      <LandingHeader />
      <main>
        <Hero />
        <Exactness />
        <WhoHoldsWhat />
        <Pricing />
      </main>
      <LandingFooter />
    </div>
  );
}
