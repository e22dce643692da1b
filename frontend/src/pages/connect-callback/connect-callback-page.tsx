import { Link2 } from "lucide-react";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function ConnectCallbackPage() {
  return (
    <Page title="Connecting Stripe">
      <EmptyState icon={Link2} title="Connecting Stripe">
        Comes next.
      </EmptyState>
    </Page>
  );
}
