import { useProject } from "../../app/project-context.ts";
import { formatDateTime } from "../../format/dates.ts";
import { useEvents } from "../../queries/events.ts";

const shown = 8;

/** The last that Stripe told us of a subscription. */
export function CustomerEvents({ subscriptionId }: { subscriptionId: string }) {
  const { tenant } = useProject();
  const { items } = useEvents(tenant, { search: subscriptionId, limit: shown });
  if (!items || items.length === 0) return null;
  return (
    <section className="grid gap-2" aria-label="Events">
      <h3 className="font-semibold">Events</h3>
      <ul className="divide-y">
        {items.map(({ id, type, receivedAt }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-4 py-1.5 text-[13px]">
            <span>{type}</span>
            <time dateTime={receivedAt} className="text-muted">
              {formatDateTime(receivedAt)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
