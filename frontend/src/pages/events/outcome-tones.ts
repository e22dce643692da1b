import type { EventView } from "@dream-api/contract";
import type { BadgeTone } from "../../ui/badge.tsx";

export const outcomeTones: Record<EventView["outcome"], BadgeTone> = {
  processed: "good",
  pending: "warning",
  failed: "bad",
};
