import { Plus } from "lucide-react";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export function NewProjectPage() {
  return (
    <Page title="New project">
      <EmptyState icon={Plus} title="New project">
        Comes next.
      </EmptyState>
    </Page>
  );
}
