/** Whether an answer is what the model expects, as far as the model has an opinion. */
import type { ApiAnswer } from "../world/world.ts";
import type { Expected } from "./meter-model.ts";

export function compareAnswer(answer: Pick<ApiAnswer, "status" | "json" | "text">, expected: Expected): boolean {
  const { status, json, text } = answer;
  const usage = json?.usage;
  const pairs: [expected: unknown, actual: unknown][] = [
    [expected.status, status],
    [expected.code, json?.code],
    [expected.count, usage?.count],
    [expected.plan, usage?.plan],
    [expected.limit, usage?.limit],
    [expected.body, text],
  ];
  return pairs.every(([wanted, actual]) => wanted === undefined || wanted === actual);
}
