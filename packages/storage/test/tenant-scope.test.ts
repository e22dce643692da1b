import type { Scope } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import * as storage from "../src/index.ts";
import { now, useDatabase } from "./database.ts";

const world = useDatabase();

/** Every factory of tenant repositories, found by its name so that a new one can't be forgotten. */
const factories = Object.entries(storage).filter(([name]) => /^tenant[A-Z]/.test(name)) as [
  string,
  (
    database: storage.Database,
    realNow: () => number,
  ) => Record<string, (scope?: unknown, ...rest: unknown[]) => unknown>,
][];

describe("no tenant's rows without a scope", () => {
  test("all repositories are looked at", () => {
    expect(factories.map(([name]) => name).sort()).toEqual([
      "tenantCatalogue",
      "tenantCatalogueEditing",
      "tenantCatalogueRepairs",
      "tenantCheckoutSessions",
      "tenantCustomerLists",
      "tenantCustomers",
      "tenantDashboard",
      "tenantDashboardTables",
      "tenantErasure",
      "tenantInvitations",
      "tenantKeys",
      "tenantMemberships",
      "tenantOrderList",
      "tenantOrderRefunds",
      "tenantOrders",
      "tenantProjects",
      "tenantPromotions",
      "tenantShop",
      "tenantStock",
      "tenantSubscriptions",
      "tenantSyncRuns",
      "tenantUsage",
    ]);
  });

  test.each(factories)("%s refuses every call without a genuine one, before any I/O", (_name, create) => {
    const repository = create(world.database, now);
    const forged = { projectId: "prj_0000000000000000", mode: "test" } as unknown as Scope;
    expect(Object.keys(repository).length).toBeGreaterThan(0);
    for (const method of Object.values(repository)) {
      for (const scope of [undefined, null, {}, forged]) expect(() => method(scope)).toThrow(TypeError);
    }
  });

  test("nor can a Meter learn about one", () => {
    const forged = { projectId: "prj_0000000000000000", mode: "test" } as unknown as Scope;
    expect(() => storage.knowledgeSource(world.database, forged, 0, false)).toThrow(TypeError);
  });
});
