import { CircleUser } from "lucide-react";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function AccountPage() {
  return (
    <Page title="Account">
      <Card>
        <EmptyState icon={CircleUser} title="Account">
          Your plan, notices and the audit log.
        </EmptyState>
      </Card>
    </Page>
  );
}
