/**
 * Random interleavings of everything that can happen to a Meter, held against the model: every single answer, and at
 * the end every count in the Meter and in D1.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { useWorld } from "../world/world.ts";
import { commands, type MeterCommand } from "./meter-commands.ts";
import { MeterScenario } from "./meter-scenario.ts";

/** The same stories each time, so that a landing never hangs on luck; new ones by `PROPERTY_RUNS=500`. */
const exploration = process.env.PROPERTY_RUNS
  ? { numRuns: Number(process.env.PROPERTY_RUNS) }
  : { numRuns: 30, seed: 20270110 };

describe("a Meter under random interleavings", () => {
  const world = useWorld();

  test("answers and counts exactly as promised, whatever happens in whatever order", {
    timeout: 60 * 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(commands, { minLength: 5, maxLength: 40 }), async (story: MeterCommand[]) => {
        const scenario = await MeterScenario.begin(world);
        for (const command of story) await scenario.run(command);
        await scenario.settle();
        expect(scenario.violations).toEqual([]);
      }),
      { ...exploration, endOnFailure: false },
    );
  });
});
