import { DreamError } from "../errors.ts";
import type { ProjectPlans } from "./customer.ts";

/** A tier that a developer may put customers on without payment. @throws DreamError `wrong_project_type`, `unknown_tier` */
export function assignableTier(name: string, { type, tiers }: ProjectPlans): string {
  if (type !== "saas") throw new DreamError("wrong_project_type");
  const tier = tiers.get(name);
  if (!tier || tier.isArchived) throw new DreamError("unknown_tier");
  return name;
}
