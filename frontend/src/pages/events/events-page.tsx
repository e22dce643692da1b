import { Webhook } from "lucide-react";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function EventsPage() {
  return (
    <Page title="Events">
      <Card>
        <EmptyState icon={Webhook} title="Events">
          What Stripe told us, and what came of it.
        </EmptyState>
      </Card>
    </Page>
  );
}
