/** The questions that come before any user is looked at: is the key valid, may this project count? */
import type { Instant } from "../clock.ts";
import type { Knowledge } from "./facts.ts";
import { type Refused, refused } from "./outcome.ts";

/** A deleted project answers like one that never was. */
export function refuseCredential(knowledge: Knowledge, secretHash: string, at: Instant): Refused | null {
  const secret = knowledge.secrets.get(secretHash);
  const isValid = secret && (secret.expiresAt === null || at.real < secret.expiresAt);
  return isValid && !knowledge.project.isDeleted ? null : refused("unauthorized");
}

export function refuseProjectType(knowledge: Knowledge): Refused | null {
  return knowledge.project.type === "saas" ? null : refused("wrong_project_type");
}

export function refuseUnpaidPlan({ project }: Knowledge, at: Instant): Refused | null {
  if (!project.needsPlan) return null;
  return project.coveredUntil !== null && at.business < project.coveredUntil ? null : refused("plan_required");
}
