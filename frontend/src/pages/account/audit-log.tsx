import type { AuditEntryView } from "@dream-api/contract";
import { ScrollText } from "lucide-react";
import { useState } from "react";
import { useProjectsContext } from "../../app/project-context.ts";
import { formatDateTime } from "../../format/dates.ts";
import { useAuditLog } from "../../queries/account.ts";
import { Badge } from "../../ui/badge.tsx";
import { CodeBlock } from "../../ui/code-block.tsx";
import { Drawer } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { DataTable } from "../../ui/table/data-table.tsx";
import { columnsOf } from "../../ui/table/table-columns.ts";

const helper = columnsOf<AuditEntryView>();

const columns = helper.columns([
  helper.accessor("action", { header: "What", cell: ({ getValue }) => inWords(getValue()) }),
  helper.accessor("actor", { header: "Who" }),
  helper.accessor("mode", {
    header: "Mode",
    cell: ({ getValue }) => {
      const mode = getValue();
      return mode && <Badge tone={mode === "live" ? "good" : "warning"}>{mode}</Badge>;
    },
    meta: { isSecondary: true },
  }),
  helper.accessor("at", { header: "When", cell: ({ getValue }) => formatDateTime(getValue()), meta: { align: "end" } }),
]);

/** Who changed what, for a year. */
export function AuditLog() {
  const { all } = useProjectsContext();
  const [projectId, setProject] = useState("");
  const [opened, setOpened] = useState<AuditEntryView | null>(null);
  const pages = useAuditLog(projectId || undefined);
  return (
    <>
      <DataTable
        caption="Audit log"
        columns={columns}
        pages={pages}
        rowId={({ id }) => String(id)}
        onOpen={setOpened}
        toolbar={
          <Field label="Project" isLabelHidden>
            <Select value={projectId} onChange={({ target }) => setProject(target.value)}>
              <option value="">All projects</option>
              {all.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        }
        empty={
          <EmptyState icon={ScrollText} title="Nothing was changed yet">
            Every change of a project, a key or the plan stands here with who made it, for a year.
          </EmptyState>
        }
      />
      <Drawer
        isOpen={opened !== null}
        onOpenChange={() => setOpened(null)}
        title={opened && inWords(opened.action)}
        description={opened && formatDateTime(opened.at)}
      >
        {opened && <Entry entry={opened} />}
      </Drawer>
    </>
  );
}

function Entry({ entry: { actor, action, requestId, detail } }: { entry: AuditEntryView }) {
  const facts = [
    ["By", actor],
    ["Action", action],
    ["Request", requestId],
  ] as const;
  return (
    <div className="grid gap-4">
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="break-all font-mono text-xs leading-5">{value}</dd>
              </div>
            ),
        )}
      </dl>
      <CodeBlock code={JSON.stringify(detail, null, 2)} copyLabel="Copy the details" />
    </div>
  );
}

/** `tier.changed` is `Tier changed`. */
function inWords(action: string): string {
  const words = action.replaceAll(/[._]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
