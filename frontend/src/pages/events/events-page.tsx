/** What Stripe told us of this project, what came of it, and the way to look again. */
import { type EventView, eventOutcomes, listDashboardEvents, timeSorts } from "@dream-api/contract";
import { Webhook } from "lucide-react";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { formatDateTime } from "../../format/dates.ts";
import { inWords } from "../../format/words.ts";
import { useEvents } from "../../queries/events.ts";
import { Badge } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";
import { CsvButton } from "../../ui/table/csv-button.tsx";
import { DataTable } from "../../ui/table/data-table.tsx";
import { FilterSelect } from "../../ui/table/filter-select.tsx";
import { SearchField } from "../../ui/table/search-field.tsx";
import { columnsOf } from "../../ui/table/table-columns.ts";
import { EventDrawer } from "./event-drawer.tsx";
import { outcomeTones } from "./outcome-tones.ts";

const helper = columnsOf<EventView>();
const columns = helper.columns([
  helper.accessor("type", { header: "Event" }),
  helper.accessor(({ object }) => object?.id ?? "", {
    id: "object",
    header: "About",
    cell: ({ getValue }) => <code className="block max-w-64 truncate font-mono text-xs">{getValue()}</code>,
    meta: { isSecondary: true },
  }),
  helper.accessor("outcome", {
    header: "Outcome",
    cell: ({ getValue }) => <Badge tone={outcomeTones[getValue()]}>{inWords(getValue())}</Badge>,
  }),
  helper.accessor("receivedAt", {
    header: "Received",
    cell: ({ getValue }) => formatDateTime(getValue()),
    meta: { align: "end", sorts: timeSorts },
  }),
]);

export function EventsPage() {
  const { project, tenant } = useProject();
  const [search, setSearch] = useState("");
  const [outcome, setOutcome] = useState<EventView["outcome"]>();
  const [sort, setSort] = useState<string>(timeSorts[0]);
  const [opened, setOpened] = useState<EventView | null>(null);
  const query = { search: search || undefined, outcome, sort: sort as (typeof timeSorts)[number] };
  const pages = useEvents(tenant, query);
  const isFiltered = search !== "" || outcome !== undefined;
  return (
    <Page
      title="Events"
      description="What Stripe told us. Each was looked up at Stripe again before it changed anything."
    >
      <DataTable
        caption="Events from Stripe"
        columns={columns}
        pages={pages}
        rowId={({ id }) => id}
        sort={sort}
        onSort={setSort}
        onOpen={setOpened}
        toolbar={
          <>
            <SearchField label="Type, event or object id" onSearch={setSearch} />
            <FilterSelect<EventView["outcome"]>
              label="Outcome"
              all="All outcomes"
              value={outcome}
              options={eventOutcomes.map((value) => ({ value, label: inWords(value) }))}
              onChange={setOutcome}
            />
            <span className="flex-1" />
            <CsvButton
              endpoint={listDashboardEvents}
              input={{ tenant, query }}
              fileName={`${project.name}-events.csv`}
            />
          </>
        }
        empty={
          isFiltered ? (
            <EmptyState icon={Webhook} title="Nothing matches">
              Search is for what a type or an id begins with.
            </EmptyState>
          ) : (
            <EmptyState icon={Webhook} title="Stripe told us nothing yet">
              Checkouts, payments and changes made in Stripe show here. There is nothing to set up: the webhooks are
              ours.
            </EmptyState>
          )
        }
      />
      <EventDrawer event={opened} onClose={() => setOpened(null)} />
    </Page>
  );
}
