import type { AuditEntryView } from "@dream-api/contract";
import { ScrollText } from "lucide-react";
import { useState } from "react";
import { useProjectsContext } from "../../app/project-context.ts";
import { formatDateTime } from "../../format/dates.ts";
import { inWords } from "../../format/words.ts";
import { useAuditLog } from "../../queries/account.ts";
import { Badge } from "../../ui/badge.tsx";
import { CodeBlock } from "../../ui/code-block.tsx";
import { Drawer } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Facts } from "../../ui/facts.tsx";
import { DataTable } from "../../ui/table/data-table.tsx";
import { FilterSelect } from "../../ui/table/filter-select.tsx";
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
  const [projectId, setProject] = useState<string>();
  const [opened, setOpened] = useState<AuditEntryView | null>(null);
  const pages = useAuditLog(projectId);
  return (
    <>
      <DataTable
        caption="Audit log"
        columns={columns}
        pages={pages}
        rowId={({ id }) => String(id)}
        onOpen={setOpened}
        toolbar={
          <FilterSelect
            label="Project"
            all="All projects"
            value={projectId}
            options={all.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setProject}
          />
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
  return (
    <div className="grid gap-4">
      <Facts
        facts={[
          ["By", actor],
          ["Action", <code key="action">{action}</code>],
          ["Request", requestId && <code key="request">{requestId}</code>],
        ]}
      />
      <CodeBlock code={JSON.stringify(detail, null, 2)} copyLabel="Copy the details" />
    </div>
  );
}
