import { useNavigate } from "@tanstack/react-router";
import { useProject } from "../../app/project-context.ts";
import { useDeleteProject } from "../../queries/projects.ts";
import { Button } from "../../ui/button.tsx";
import { Card, CardBody, CardHeader } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";

export function DangerCard() {
  const { project } = useProject();
  const remove = useDeleteProject();
  const navigate = useNavigate();
  return (
    <Card className="border-danger/40">
      <CardHeader
        title="Delete the project"
        description="Ends every key in test and live at once and erases its customers' data. Refused while live subscriptions run."
      />
      <CardBody className="flex justify-end">
        <ConfirmDialog
          trigger={<Button variant="danger">Delete {project.name}</Button>}
          title={`Delete ${project.name}?`}
          action="Delete the project"
          phrase={project.name}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={async () => {
            await remove.mutateAsync({ params: { id: project.id }, body: { name: project.name } });
            toast.success(`${project.name} is deleted`);
            await navigate({ to: "/dashboard", search: { project: undefined } as never });
          }}
        >
          Your app's calls are refused from the next one on, in both modes. Nobody can bring the project back.
        </ConfirmDialog>
      </CardBody>
    </Card>
  );
}
