import { type AuditEntryView, readAuditLog } from "@dream-api/contract";
import { DreamError } from "@dream-api/domain";
import { pageAnswer, platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { readIdCursor } from "./id-cursor.ts";
import { projectIdOf, timeText } from "./project-view.ts";

export function routeReadAuditLog({ app, servicesOf }: Api): void {
  platformRoute(app, readAuditLog, servicesOf, async ({ context, platform, query }) => {
    const { notices } = servicesOf(context.env);
    const projectId = query.projectId === undefined ? undefined : projectIdOf(query.projectId);
    if (projectId && !(await notices.hasOrHad(platform, projectId))) throw new DreamError("not_found");
    const page = { limit: query.limit + 1, before: readIdCursor(query.cursor) };
    const entries = (await notices.listAudit(platform, page, projectId)).map(
      ({ platformId: _platform, at, ...entry }): AuditEntryView => ({ ...entry, at: timeText(at) }),
    );
    return pageAnswer(entries, query.limit, ({ id }) => String(id));
  });
}
