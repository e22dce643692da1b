/** Meters, meter events and their sums over the API. They are counted, not billed: metered prices are not simulated. */
import type Stripe from "stripe";
import { listObjects } from "../lists/list-objects.ts";
import { type ListParams, listWire } from "../lists/list-wire.ts";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { refuseUnsimulated } from "../wire/params.ts";
import { alreadyExists, invalid, missing } from "../wire/refusal.ts";
import type { MeterEntity, MeterEventEntity } from "./meter-entities.ts";

const oldestSeconds = 35 * 86_400;
const futureSeconds = 300;

export function createMeter(books: Books, params: Stripe.Billing.MeterCreateParams): Wire {
  if (activeMeter(books, params.event_name)) throw alreadyExists(`An active meter for the event ${params.event_name}`);
  const meter: MeterEntity = {
    id: books.newId("mtr"),
    created: books.now,
    customer_key: params.customer_mapping?.event_payload_key ?? "stripe_customer_id",
    deactivated_at: null,
    display_name: params.display_name,
    event_name: params.event_name,
    event_time_window: params.event_time_window ?? null,
    formula: params.default_aggregation.formula as "sum",
    status: "active",
    updated: books.now,
    value_key: params.value_settings?.event_payload_key ?? "value",
  };
  return books.show("billing.meter", books.add("billing.meter", meter, "billing.meter.created"));
}

export function updateMeter(books: Books, params: Stripe.Billing.MeterUpdateParams, id: string): Wire {
  const meter = books.get("billing.meter", id);
  books.change("billing.meter", meter, "billing.meter.updated", (draft) => {
    draft.display_name = params.display_name ?? draft.display_name;
    draft.updated = books.now;
  });
  return books.show("billing.meter", meter);
}

export function deactivateMeter(books: Books, _params: object, id: string): Wire {
  return setStatus(books, id, "inactive");
}

export function reactivateMeter(books: Books, _params: object, id: string): Wire {
  return setStatus(books, id, "active");
}

function setStatus(books: Books, id: string, status: MeterEntity["status"]): Wire {
  const meter = books.get("billing.meter", id);
  if (meter.status === status) throw invalid(`The meter is already ${status}.`);
  books.change("billing.meter", meter, undefined, (draft) => {
    draft.status = status;
    draft.deactivated_at = status === "inactive" ? books.now : null;
    draft.updated = books.now;
  });
  const event = status === "inactive" ? "billing.meter.deactivated" : "billing.meter.reactivated";
  books.emit(event, books.show("billing.meter", meter));
  return books.show("billing.meter", meter);
}

export function retrieveMeter(books: Books, _params: object, id: string): Wire {
  return books.show("billing.meter", books.get("billing.meter", id));
}

export function listMeters(books: Books, params: Stripe.Billing.MeterListParams): Wire {
  const accepts = ({ status }: MeterEntity) => params.status === undefined || status === params.status;
  return listObjects(books, "billing.meter", params as ListParams, { url: "/v1/billing/meters", accepts });
}

export function createMeterEvent(books: Books, params: Stripe.Billing.MeterEventCreateParams): Wire {
  const meter = activeMeter(books, params.event_name);
  if (!meter) throw invalid(`There is no active meter for the event ${params.event_name}.`, "event_name", "no_meter");
  const customer = params.payload[meter.customer_key];
  if (!customer) throw missing(`payload[${meter.customer_key}]`);
  books.refer("customer", customer, `payload[${meter.customer_key}]`);
  const value = Number(params.payload[meter.value_key] ?? (meter.formula === "count" ? 1 : Number.NaN));
  if (!Number.isFinite(value))
    throw invalid(
      "The meter event's value must be a number.",
      `payload[${meter.value_key}]`,
      "meter_event_invalid_value",
    );
  const timestamp = params.timestamp ?? books.now;
  if (timestamp < books.now - oldestSeconds || timestamp > books.now + futureSeconds) {
    throw invalid(
      "The timestamp must be within the past 35 days and up to 5 minutes in the future.",
      "timestamp",
      "timestamp_out_of_range",
    );
  }
  const id = params.identifier ?? books.newId("", 32).slice(1);
  if (books.find("billing.meter_event", id)) {
    throw invalid(`An event already exists with identifier ${id}.`, "identifier", "duplicate_meter_event");
  }
  const { event_name, payload } = params;
  const event = { id, created: books.now, customer, event_name, isCancelled: false, payload, timestamp, value };
  return books.show("billing.meter_event", books.add("billing.meter_event", event));
}

/** Takes one event back, within a day. */
export function adjustMeterEvent(books: Books, params: Stripe.Billing.MeterEventAdjustmentCreateParams): Wire {
  const identifier = params.cancel?.identifier;
  if (!identifier) throw missing("cancel[identifier]");
  const event = books.refer("billing.meter_event", identifier, "cancel[identifier]");
  if (event.created < books.now - 86_400) throw invalid("The event can no longer be cancelled.", "cancel[identifier]");
  books.change("billing.meter_event", event, undefined, (draft) => {
    draft.isCancelled = true;
  });
  const { livemode } = books.scope;
  const { event_name } = params;
  return {
    object: "billing.meter_event_adjustment",
    cancel: { identifier },
    event_name,
    livemode,
    status: "complete",
    type: "cancel",
  };
}

export function listMeterSummaries(
  books: Books,
  params: Stripe.Billing.MeterListEventSummariesParams,
  id: string,
): Wire {
  refuseUnsimulated("meter summaries", params, "value_grouping_window");
  const meter = books.get("billing.meter", id);
  const { customer, start_time, end_time } = params;
  const events = books
    .all("billing.meter_event", "counted", `${meter.event_name} ${customer}`)
    .filter((event) => !event.isCancelled && event.timestamp >= start_time && event.timestamp < end_time);
  const url = `/v1/billing/meters/${id}/event_summaries`;
  if (events.length === 0) return listWire([], url);
  const summary = {
    id: `mtrusg_${meter.id}_${customer}_${start_time}`,
    object: "billing.meter_event_summary",
    aggregated_value: aggregated(meter, events),
    end_time,
    livemode: books.scope.livemode,
    meter: id,
    start_time,
  };
  return listWire([summary], url);
}

/** @param events newest first */
function aggregated({ formula }: MeterEntity, events: MeterEventEntity[]): number {
  if (formula === "count") return events.length;
  if (formula === "last")
    return events.reduce((latest, event) => (event.timestamp > latest.timestamp ? event : latest)).value;
  return events.reduce((sum, { value }) => sum + value, 0);
}

function activeMeter(books: Books, eventName: string): MeterEntity | undefined {
  return books.all("billing.meter", "event_name", eventName).find(({ status }) => status === "active");
}
