/** A checkout to paste, and a panel that turns green when it was paid. */
import type { Order } from "@dream-api/contract";
import { CircleCheck, LoaderCircle } from "lucide-react";
import { useProject } from "../../app/project-context.ts";
import { config } from "../../config.ts";
import { formatMoney } from "../../format/money.ts";
import { useFreshSecret } from "../../keys/fresh-secret.ts";
import { useProducts } from "../../queries/catalogue.ts";
import { SnippetTabs } from "../../snippets/snippet-tabs.tsx";
import { cartSnippets } from "../../snippets/snippets.ts";
import { Callout } from "../../ui/callout.tsx";
import { cn } from "../../ui/class-names.ts";

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
      <div
        role="status"
        className={cn(
          "flex items-center gap-3 rounded-xl border border-dashed p-4 transition-colors duration-500",
          paidOrder && "border-live border-solid bg-live-soft",
        )}
      >
        {paidOrder ? (
          <>
            <CircleCheck className="size-6 shrink-0 text-live" aria-hidden />
            <div>
              <p className="font-semibold text-live">Your first order is paid</p>
              <p>
                {formatMoney(paidOrder.amountTotal, paidOrder.currency)} for{" "}
                {paidOrder.items.map(({ displayName, quantity }) => `${quantity} × ${displayName}`).join(", ")}
              </p>
            </div>
          </>
        ) : (
          <>
            <LoaderCircle className="size-5 shrink-0 animate-spin text-muted" aria-hidden />
            <p className="text-muted">Waiting for your first paid order. This turns green by itself.</p>
          </>
        )}
      </div>
    </div>
  );
}
