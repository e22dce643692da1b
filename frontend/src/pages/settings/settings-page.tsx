import { Settings2 } from "lucide-react";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function SettingsPage() {
  return (
    <Page title="Settings">
      <Card>
        <EmptyState icon={Settings2} title="Settings">
          Name, origins, redirects and looks.
        </EmptyState>
      </Card>
    </Page>
  );
}
