/** A checkout to paste, and a panel that turns green when it was paid. */
import type { Order } from "@dream-api/contract";
import { useProject } from "../../app/project-context.ts";
import { config } from "../../config.ts";
import { formatMoney } from "../../format/money.ts";
import { useFreshSecret } from "../../keys/fresh-secret.ts";
import { useProducts } from "../../queries/catalogue.ts";
import { SnippetTabs } from "../../snippets/snippet-tabs.tsx";
import { cartSnippets } from "../../snippets/snippets.ts";
import { Callout } from "../../ui/callout.tsx";
import { Arrival } from "./arrival.tsx";

export function OrderStep({ paidOrder }: { paidOrder: Order | undefined }) {
  const { project, tenant } = useProject();
  const secret = useFreshSecret(project.id, "test");
  const products = useProducts({ ...tenant, mode: "test" });
  const product = products.items?.find(({ archived, soldOut, stock }) => !archived && !soldOut && stock !== 0);
  const publishableKey = secret?.publishableKey ?? project.modes.test.keys[0]?.publishableKey ?? "pk_test_…";
  const isConnected = project.modes.test.stripe === "connected";
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-muted">
        Open a checkout, follow its address and pay with Stripe's test card. The stock is held while you do.
      </p>
      {!isConnected && (
        <Callout tone="warning" title="Connect Stripe first">
          A checkout is Stripe's page: without an account there is nowhere to pay into.
        </Callout>
      )}
      <SnippetTabs
        snippets={cartSnippets(
          { apiUrl: config.apiUrl, publishableKey, secretKey: secret?.secretKey ?? null },
          product?.name ?? "mug",
        )}
      />
      <Arrival awaited="your first paid order" title="Your first order is paid">
        {paidOrder && (
          <>
            {formatMoney(paidOrder.amountTotal, paidOrder.currency)} for{" "}
            {paidOrder.items.map(({ displayName, quantity }) => `${quantity} × ${displayName}`).join(", ")}
          </>
        )}
      </Arrival>
    </div>
  );
}
