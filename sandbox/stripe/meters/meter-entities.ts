/** Meters and what they were told, as we keep them and as the wire shows them. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { Stored } from "../store/object-store.ts";

export interface MeterEntity extends Stored {
  customer_key: string;
  deactivated_at: number | null;
  display_name: string;
  event_name: string;
  event_time_window: string | null;
  formula: "count" | "last" | "sum";
  status: "active" | "inactive";
  updated: number;
  value_key: string;
}

/** Its id is the identifier, which is how a repeated event is known. */
export interface MeterEventEntity extends Stored {
  customer: string;
  event_name: string;
  isCancelled: boolean;
  payload: Record<string, string>;
  timestamp: number;
  value: number;
}

export function showMeter(meter: MeterEntity, books: Books): Wire {
  const { customer_key, deactivated_at, formula, value_key, ...shown } = meter;
  return {
    ...shown,
    object: "billing.meter",
    customer_mapping: { event_payload_key: customer_key, type: "by_id" },
    default_aggregation: { formula },
    livemode: books.scope.livemode,
    status_transitions: { deactivated_at },
    value_settings: { event_payload_key: value_key },
  };
}

export function showMeterEvent(event: MeterEventEntity, books: Books): Wire {
  return {
    object: "billing.meter_event",
    created: event.created,
    event_name: event.event_name,
    identifier: event.id,
    livemode: books.scope.livemode,
    payload: event.payload,
    timestamp: event.timestamp,
  };
}
