/** A hundred developers at once: everybody gets a platform, a project and keys of their own. */
import { expect, test } from "vitest";
import { signUpDeveloper, useWholeWorld } from "../world/whole-world.ts";
import { callUrl, track, usageOf } from "../world/world.ts";
import { inDashboard, newProject, sessionOf } from "./catalogue-world.ts";

const world = useWholeWorld();
const developers = 100;

test("a hundred developers who sign up and create projects at once do not meet", async () => {
  const people = Array.from({ length: developers }, (_, index) => ({
    ...signUpDeveloper(world),
    index,
    platformId: "",
  }));
  const login = async (person: (typeof people)[number]): Promise<string> => {
    const headers = sessionOf(world, person);
    const { json } = await callUrl(`${world.urls.frontAuth}/generate-platform-id`, { method: "POST", headers });
    return json.platformId;
  };
  const made = await Promise.all(
    people.map(async (person) => {
      const [first, second] = await Promise.all([login(person), login(person)]);
      expect(second).toBe(first);
      const tiers = [{ name: "free", displayName: `Of ${person.index}`, unitAmount: 0, limit: person.index + 1 }];
      const body = { name: `Project ${person.index}`, projectType: "saas", tiers };
      return { platformId: first, index: person.index, ...(await newProject(world, person, body)) };
    }),
  );
  for (const what of ["platformId", "projectId", "secretKey", "publishableKey"] as const) {
    expect(new Set(made.map((project) => project[what])).size).toBe(developers);
  }
  await Promise.all(
    made.map(async (project) => {
      const { json } = await inDashboard(world, project, "/tiers");
      expect(json.data).toMatchObject([{ displayName: `Of ${project.index}`, limit: project.index + 1 }]);
      expect((await track(world, project, "the same user")).status).toBe(200);
      expect(await usageOf(world, project, "the same user")).toMatchObject({ count: 1, limit: project.index + 1 });
    }),
  );
});
