/** `npm run check`: every rule of the house that a machine can hold. Says which one is broken, and stops at none. */
import { runStep, type Step } from "./check/run-step.ts";

import { workerDirectories } from "./local/workers.ts";

const steps: Step[] = [
  { name: "format and lint", command: ["biome", "ci", "."] },
  { name: "types of the Workers", command: ["tsc", "-p", "tsconfig.workers.json"] },
  { name: "types of scripts and tests", command: ["tsc", "-p", "tsconfig.node.json"] },
  { name: "types of the dashboard", command: ["tsc", "-p", "frontend"] },
  { name: "types of the hosted pages", command: ["tsc", "-p", "end-user-auth/pages"] },
  { name: "types of the SDK", command: ["tsc", "-p", "packages/client"] },
  { name: "types of the SDK's tools", command: ["tsc", "-p", "packages/client/tsconfig.tools.json"] },
  { name: "types of the SDK's consumers", command: ["tsc", "-p", "test/consumers/tsconfig.json"] },
  { name: "types of the examples", command: ["tsc", "-p", "examples/tsconfig.json"] },
  {
    name: "the SDK's types follow the contract",
    command: ["node", "packages/client/scripts/generate-types.ts", "--check"],
  },
  {
    name: "who imports whom, and no cycles",
    command: [
      "depcruise",
      "--config",
      ".dependency-cruiser.cjs",
      "packages",
      ...workerDirectories,
      "frontend",
      "sandbox",
      "scripts",
      "test",
      "bench",
      "examples",
    ],
  },
  { name: "no cycles in the sandbox", command: ["node", "scripts/check/sandbox-cycles.ts"] },
  { name: "no dead code, no unlisted dependency", command: ["knip", "--no-config-hints"] },
  { name: "house rules", command: ["node", "scripts/check/house-rules.ts"] },
  { name: "migrations match the schema", command: ["node", "scripts/check/migrations.ts"] },
  ...[...workerDirectories, "frontend"].map(
    (directory): Step => ({
      name: `${directory} deploys`,
      command: ["wrangler", "deploy", "--dry-run", "--outdir", "dist/deploy"],
      directory,
    }),
  ),
];

let failed = 0;
for (const step of steps) {
  const { passed, seconds, output } = await runStep(step);
  console.log(`${passed ? "ok    " : "BROKEN"} ${step.name} (${seconds.toFixed(1)} s)`);
  if (!passed) {
    failed += 1;
    console.log(output.trimEnd());
  }
}
console.log(failed === 0 ? `${steps.length} checks passed` : `${failed} of ${steps.length} checks failed`);
process.exit(failed === 0 ? 0 : 1);
