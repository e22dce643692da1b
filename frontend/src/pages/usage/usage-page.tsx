import { Activity } from "lucide-react";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function UsagePage() {
  return (
    <Page title="Usage">
      <Card>
        <EmptyState icon={Activity} title="Usage">
          What is counted, by tier and by day.
        </EmptyState>
      </Card>
    </Page>
  );
}
