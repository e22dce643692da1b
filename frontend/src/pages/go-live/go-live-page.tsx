import { Rocket } from "lucide-react";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function GoLivePage() {
  return (
    <Page title="Go live">
      <Card>
        <EmptyState icon={Rocket} title="Go live">
          From test to live, as a plan that you see before it is applied.
        </EmptyState>
      </Card>
    </Page>
  );
}
