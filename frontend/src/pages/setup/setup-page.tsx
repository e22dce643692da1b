import { ListChecks } from "lucide-react";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function SetupPage() {
  return (
    <Page title="Setup">
      <EmptyState icon={ListChecks} title="Setup">
        Comes next.
      </EmptyState>
    </Page>
  );
}
