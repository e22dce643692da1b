import { ShoppingBag } from "lucide-react";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function OrdersPage() {
  return (
    <Page title="Orders">
      <Card>
        <EmptyState icon={ShoppingBag} title="Orders">
          What your store sold.
        </EmptyState>
      </Card>
    </Page>
  );
}
