import { Tags } from "lucide-react";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function CataloguePage() {
  return (
    <Page title="Catalogue">
      <Card>
        <EmptyState icon={Tags} title="Catalogue">
          What you sell, and for how much.
        </EmptyState>
      </Card>
    </Page>
  );
}
