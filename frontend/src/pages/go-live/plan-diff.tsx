import type { PromotionPlan } from "@dream-api/contract";
import { Archive, Equal, Pencil, Plus } from "lucide-react";
import { formatMoney } from "../../format/money.ts";
import { formatCount, formatLimit } from "../../format/numbers.ts";
import { inWords } from "../../format/words.ts";
import { Badge, type BadgeTone } from "../../ui/badge.tsx";

type Step = PromotionPlan["steps"][number];

const looks: Record<Step["action"], { word: string; tone: BadgeTone; icon: typeof Plus }> = {
  create: { word: "New", tone: "good", icon: Plus },
  change: { word: "Changed", tone: "accent", icon: Pencil },
  archive: { word: "Archived", tone: "warning", icon: Archive },
  leave: { word: "Stays", tone: "neutral", icon: Equal },
};

/** As the editor calls them, where that is not what their names say. */
const labels: Readonly<Record<string, string>> = {
  displayName: "Name",
  unitAmount: "Price",
  interval: "Paid every",
  limit: "Uses a month",
  rateLimitPerMinute: "Calls a minute",
};

/** A plan as a diff: what becomes what, field by field; what stays is only named. */
export function PlanDiff({ plan, currency }: { plan: PromotionPlan; currency: string }) {
  const changes = plan.steps.filter(({ action }) => action !== "leave");
  const kept = plan.steps.filter(({ action }) => action === "leave");
  return (
    <div className="grid gap-3">
      <ol className="divide-y rounded-lg border">
        {changes.map((step) => (
          <li key={`${step.kind} ${step.name}`} className="grid gap-2 p-4">
            <StepHead step={step} />
            <Fields step={step} currency={currency} />
          </li>
        ))}
      </ol>
      {kept.length > 0 && <p className="text-muted">Stays as it is: {kept.map(({ name }) => name).join(", ")}</p>}
    </div>
  );
}

function StepHead({ step: { action, kind, name } }: { step: Step }) {
  const { word, tone, icon: Icon } = looks[action];
  return (
    <p className="flex flex-wrap items-center gap-2">
      <Badge tone={tone}>
        <Icon aria-hidden /> {word}
      </Badge>
      <span className="font-medium">{name}</span>
      <span className="text-muted text-xs">{kind}</span>
    </p>
  );
}

function Fields({ step: { action, fields }, currency }: { step: Step; currency: string }) {
  const shownFields = action === "create" ? fields.filter(saysSomething) : fields;
  if (shownFields.length === 0) return null;
  return (
    <dl className="grid gap-x-5 gap-y-1 text-[13px] sm:grid-cols-[11rem_1fr]">
      {shownFields.map(({ field, from, to }) => (
        <div key={field} className="contents">
          <dt className="text-muted">{labels[field] ?? inWords(field)}</dt>
          <dd className="min-w-0 break-words">
            {action !== "create" && (
              <>
                <span className="sr-only">before: </span>
                <del className="text-danger">{shown(field, from, currency)}</del>
                <span aria-hidden> → </span>
                <span className="sr-only">, then: </span>
              </>
            )}
            <ins className="text-live no-underline">{shown(field, to, currency)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Of what is new: that it is not popular, not archived and tried for no days goes without saying. */
function saysSomething({ field, to }: Step["fields"][number]): boolean {
  const isAmount = field === "unitAmount" || field === "limit" || field === "stock";
  const isEmpty = to === null || to === false || to === 0 || to === "" || (Array.isArray(to) && to.length === 0);
  return field !== "position" && (isAmount || !isEmpty);
}

function shown(field: string, value: Step["fields"][number]["to"], currency: string): string {
  if (field === "unitAmount" && typeof value === "number") return formatMoney(value, currency);
  if (field === "limit" && (typeof value === "number" || value === null)) return formatLimit(value);
  if (value === null || value === "") return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : value.map(String).join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return formatCount(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}
