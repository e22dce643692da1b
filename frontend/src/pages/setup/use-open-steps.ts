/**
 * Which steps are open: what is next, and what was next since the page was opened, so that nothing closes under
 * somebody who reads it. The first call needs the key at hand, so these two open together.
 */
import { useState } from "react";
import type { StepId } from "./setup-steps.ts";

export function useOpenSteps(next: StepId | null) {
  const [toggled, setToggled] = useState<Partial<Record<StepId, boolean>>>({});
  const [wereNext, setWereNext] = useState<readonly StepId[]>(next === "keys" ? ["keys", "call"] : []);
  if (next !== null && !wereNext.includes(next)) setWereNext([...wereNext, next]);
  const isOpen = (id: StepId) => toggled[id] ?? wereNext.includes(id);
  return { isOpen, toggle: (id: StepId) => setToggled({ ...toggled, [id]: !isOpen(id) }) };
}
