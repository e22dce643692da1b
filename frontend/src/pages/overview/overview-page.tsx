import { ChartNoAxesCombined } from "lucide-react";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function OverviewPage() {
  return (
    <Page title="Overview">
      <Card>
        <EmptyState icon={ChartNoAxesCombined} title="Overview">
          How this project is doing.
        </EmptyState>
      </Card>
    </Page>
  );
}
