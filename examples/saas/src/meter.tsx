/** How much of the plan is used. */
import type { Usage } from "dream-api";

const number = new Intl.NumberFormat();

export function Meter({ usage }: { readonly usage: Usage }) {
  const { plan, count, limit, periodEnd } = usage;
  const until = new Date(periodEnd).toLocaleDateString(undefined, { dateStyle: "long" });
  return (
    <div className="meter">
      <p>
        <b>{number.format(count)}</b> of {limit === null ? "as many as you like" : number.format(limit)} names on the{" "}
        <b>{plan}</b> plan, until {until}
      </p>
      {limit !== null && <progress value={count} max={limit} aria-label="Names used" />}
    </div>
  );
}
