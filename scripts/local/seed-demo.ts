/**
 * The demo projects: a SaaS with three tiers and a store with three products. Made once; a restart finds them and
 * their keys again.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { LabClient } from "./lab-client.ts";
import type { LabProject } from "./lab-methods.ts";

interface DemoProject {
  readonly projectId: string;
  readonly publishableKey: string;
  readonly secretKey: string;
}

/** What `.dream/demo.json` holds, for people and for scripts. */
export interface Demo {
  readonly urls: { readonly api: string };
  readonly saas: DemoProject;
  readonly store: DemoProject;
}

const saas: LabProject = {
  name: "Demo SaaS",
  type: "saas",
  mode: "test",
  tiers: [
    {
      name: "free",
      displayName: "Free",
      unitAmount: 0,
      limit: 100,
      rateLimitPerMinute: 100,
      features: ["100 uses a month"],
    },
    {
      name: "pro",
      displayName: "Pro",
      unitAmount: 2900,
      limit: 10_000,
      rateLimitPerMinute: 1000,
      features: ["10,000 uses a month", "Priority support"],
    },
    {
      name: "enterprise",
      displayName: "Enterprise",
      unitAmount: 9900,
      limit: null,
      rateLimitPerMinute: 100_000,
      features: ["Unlimited uses", "Priority support", "A person to call"],
    },
  ],
};

const store: LabProject = {
  name: "Demo store",
  type: "store",
  mode: "test",
  products: [
    {
      name: "sticker-pack",
      displayName: "Sticker pack",
      description: "Ten stickers for your laptop.",
      unitAmount: 900,
      stock: null,
    },
    { name: "mug", displayName: "Mug", description: "Holds 300 ml of coffee.", unitAmount: 1800, stock: 25 },
    {
      name: "signed-print",
      displayName: "Signed print",
      description: "The only one there is.",
      unitAmount: 12_000,
      stock: 1,
    },
  ],
};

/** @param path of `demo.json` */
export async function seedDemo(path: string, urls: Demo["urls"], lab: LabClient): Promise<Demo> {
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Partial<Demo>) : {};
  const demo: Demo = {
    urls,
    saas: await findOrCreate(before.saas, saas, lab),
    store: await findOrCreate(before.store, store, lab),
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(demo, null, 2)}\n`);
  return demo;
}

async function findOrCreate(
  before: DemoProject | undefined,
  project: LabProject,
  lab: LabClient,
): Promise<DemoProject> {
  if (before && (await lab.hasProject(before.projectId))) return before;
  const { projectId } = await lab.createProject(project);
  const { publishableKey, secretKey } = await lab.mintKeys({ projectId, mode: project.mode }, "demo");
  return { projectId, publishableKey, secretKey };
}
