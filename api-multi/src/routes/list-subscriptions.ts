import { listSubscriptions } from "@dream-api/contract";
import { DreamError } from "@dream-api/domain";
import { pageAnswer, readCursor } from "@dream-api/http";
import { type Api, ownerApiRoute } from "./api.ts";
import { subscriptionView } from "./subscription-answer.ts";

export function routeListSubscriptions(api: Api): void {
  ownerApiRoute(api, listSubscriptions, async ({ scope, query, services }) => {
    if ((await services.catalogue.findType(scope)) !== "saas") throw new DreamError("wrong_project_type");
    const { status, updatedAfter, cursor, limit } = query;
    const rows = await services.subscriptions.list(scope, {
      status,
      updatedAfter: updatedAfter === undefined ? undefined : Date.parse(updatedAfter),
      after: positionOf(readCursor(cursor)),
      limit: limit + 1,
    });
    return pageAnswer(rows.map(subscriptionView), limit, ({ updatedAt, id }) => `${Date.parse(updatedAt)}:${id}`);
  });
}

const positionForm = /^(\d{1,15}):(.+)$/;

/** @throws DreamError `validation_failed` for a cursor of another list */
function positionOf(cursor: string): { updatedAt: number; subscriptionId: string } | null {
  if (cursor === "") return null;
  const [, updatedAt, subscriptionId] = positionForm.exec(cursor) ?? [];
  if (updatedAt !== undefined && subscriptionId !== undefined) return { updatedAt: Number(updatedAt), subscriptionId };
  const issues = [{ path: "query.cursor", message: "is not a cursor of this list" }];
  throw new DreamError("validation_failed", { issues });
}
