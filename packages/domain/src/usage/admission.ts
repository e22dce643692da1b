/** The questions that come before any user is looked at: is the key valid, may this project count? */
import type { Instant } from "../clock.ts";
import type { Knowledge } from "./facts.ts";
import { type Refused, refused } from "./outcome.ts";

/**
 * A deleted project answers like one that never was.
 * @param secretHash null for a caller whose right was made sure of elsewhere
 */
export function refuseCredential(knowledge: Knowledge, secretHash: string | null, at: Instant): Refused | null {
  const isValid = secretHash === null || isValidSecret(knowledge, secretHash, at);
  return isValid && !knowledge.project.isDeleted ? null : refuseUnknownProject(secretHash);
}

/** Whose secret key opens nothing is nobody; who came otherwise is told that the project is not there. */
export function refuseUnknownProject(secretHash: string | null): Refused {
  return refused(secretHash === null ? "not_found" : "unauthorized");
}

function isValidSecret({ secrets }: Knowledge, secretHash: string, at: Instant): boolean {
  const secret = secrets.get(secretHash);
  return secret !== undefined && (secret.expiresAt === null || at.real < secret.expiresAt);
}

export function refuseProjectType(knowledge: Knowledge): Refused | null {
  return knowledge.project.type === "saas" ? null : refused("wrong_project_type");
}

export function refuseUnpaidPlan({ project }: Knowledge, at: Instant): Refused | null {
  if (!project.needsPlan) return null;
  return project.coveredUntil !== null && at.business < project.coveredUntil ? null : refused("plan_required");
}
