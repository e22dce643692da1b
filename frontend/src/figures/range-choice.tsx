/** How far back figures go. */
import { type Range, ranges } from "@dream-api/contract";
import { inWords } from "../format/words.ts";
import { Segmented } from "../ui/segmented.tsx";

const options = ranges.map((value) => ({ value, label: inWords(value) }));

export interface RangeChoiceProps {
  value: Range;
  onChange(range: Range): void;
  className?: string;
}

export function RangeChoice(props: RangeChoiceProps) {
  return <Segmented<Range> label="How far back" options={options} {...props} />;
}
