/** The page: a name maker for who is signed in, and the plans for everybody. */
import { PricingTable, SignedIn, SignedOut } from "dream-api/react";
import { Account } from "./account.tsx";
import { Workshop } from "./workshop.tsx";

export function App() {
  const showPricing = () => document.getElementById("pricing")?.scrollIntoView({ behavior: "smooth" });
  return (
    <>
      <header>
        <a className="brand" href="/">
          Moniker
        </a>
        <Account />
      </header>
      <main>
        <h1>Names for things that have none</h1>
        <SignedIn>
          <Workshop onSpent={showPricing} />
        </SignedIn>
        <SignedOut>
          <p className="lead">A hundred names a month are on us. Sign up and take the first one.</p>
        </SignedOut>
        <div id="pricing">
          <PricingTable checkout={{ successUrl: location.origin, cancelUrl: location.origin }} />
        </div>
      </main>
      <footer>An example of dream-api. What you pay here is play money.</footer>
    </>
  );
}
