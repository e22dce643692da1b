/** How test and live differ to the eye: colour, word, sign and pattern, so that no single one has to be seen. */
import type { Mode } from "@dream-api/contract";
import { FlaskConical, type LucideIcon, Radio } from "lucide-react";

interface ModeLook {
  readonly label: string;
  readonly icon: LucideIcon;
  /** What the mode means. */
  readonly says: string;
  readonly banner: string;
  readonly chosen: string;
}

export const modeLooks: Record<Mode, ModeLook> = {
  test: {
    label: "Test",
    icon: FlaskConical,
    says: "No real money moves. Customers and keys here are for trying out.",
    banner: "hatched border-test/30 bg-test-soft text-test",
    chosen: "data-[state=checked]:bg-test-soft data-[state=checked]:text-test data-[state=checked]:ring-test/50",
  },
  live: {
    label: "Live",
    icon: Radio,
    says: "Real customers, real money. Changes here act at once.",
    banner: "border-live/30 bg-live-soft text-live",
    chosen: "data-[state=checked]:bg-live-soft data-[state=checked]:text-live data-[state=checked]:ring-live/50",
  },
};
