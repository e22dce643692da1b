import type { Customer } from "@dream-api/contract";
import { useProject } from "../../app/project-context.ts";
import { useEraseCustomer } from "../../queries/customers.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";

export function EraseCustomer({ customer: { id, subscription }, onErased }: { customer: Customer; onErased(): void }) {
  const { tenant } = useProject();
  const erase = useEraseCustomer(tenant);
  const cancelSubscription = subscription !== null;
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="small" className="-ml-2.5 justify-self-start text-danger">
          Erase this customer's data
        </Button>
      }
      title="Erase this customer's data?"
      action="Erase it"
      phrase={id}
      isBusy={erase.isPending}
      error={erase.error}
      onConfirm={async () => {
        await erase.mutateAsync({ tenant, params: { id }, query: { cancelSubscription: String(cancelSubscription) } });
        toast.success("Erased");
        onErased();
      }}
    >
      {cancelSubscription && "Their subscription ends at once and pays nothing back. "}
      Orders and revenue stay in your figures without the person's data. The id is refused until you make it anew.
    </ConfirmDialog>
  );
}
