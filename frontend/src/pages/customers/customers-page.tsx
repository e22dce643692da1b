import { Users } from "lucide-react";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function CustomersPage() {
  return (
    <Page title="Customers">
      <Card>
        <EmptyState icon={Users} title="Customers">
          Who uses what you sell.
        </EmptyState>
      </Card>
    </Page>
  );
}
