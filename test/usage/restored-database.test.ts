/** The recipe of `docs/operations.md` for a D1 that was restored to an earlier moment. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../scripts/local/paths.ts";
import { createProject, track, useWorld } from "../world/world.ts";

const world = useWorld();
const hourMs = 60 * 60_000;

const recipe = /```sql\n([\s\S]*?)```/.exec(readFileSync(join(projectRoot, "docs/operations.md"), "utf8"))?.[1] ?? "";

test("Meters refuse to unlearn, say so, stop after an hour, and follow D1 again after the recipe", async () => {
  const project = await createProject(world);
  const { lab } = world;
  await lab.changeTier(project.tenant, "free", { limit: 50 });
  await track(world, project, "ada", { amount: 3 });
  await lab.flush(project.tenant);

  const database = await world.stack.miniflare.getD1Database("DB", "dream-api-multi");
  for (const statement of [
    "UPDATE project_modes SET rev = 1 WHERE project_id = ?",
    "UPDATE tiers SET rev = 1, usage_limit = 7 WHERE project_id = ?",
    "DELETE FROM usage_counts WHERE project_id = ?",
  ]) {
    await database.prepare(statement).bind(project.projectId).run();
  }
  await lab.setClock({ real: hourMs - 60_000, business: 0 }, project.projectId);
  expect((await track(world, project, "ada")).json.usage).toMatchObject({ count: 4, limit: 50 });
  expect(world.log.join("\n")).toContain("D1 went back behind what was learned from it");
  await lab.setClock({ real: hourMs + 60_000, business: 0 }, project.projectId);
  expect((await track(world, project, "ada")).status).toBe(503);

  for (const statement of recipe.split(";").filter((text) => text.trim() !== ""))
    await database.prepare(statement).run();
  expect((await track(world, project, "ada")).json.usage).toMatchObject({ count: 5, limit: 7 });
  await lab.flush(project.tenant, { everything: true });
  expect((await lab.readDatabaseUsage(project.tenant)).counts).toMatchObject([{ userId: "ada", count: 5 }]);
});
