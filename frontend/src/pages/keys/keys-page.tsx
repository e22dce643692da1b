import { KeyRound } from "lucide-react";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function KeysPage() {
  return (
    <Page title="Keys">
      <Card>
        <EmptyState icon={KeyRound} title="Keys">
          The key pairs of this project.
        </EmptyState>
      </Card>
    </Page>
  );
}
