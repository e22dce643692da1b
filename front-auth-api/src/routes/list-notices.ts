import { listNotices, type NoticeView } from "@dream-api/contract";
import { pageAnswer, platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { readIdCursor } from "./id-cursor.ts";
import { timeText } from "./project-view.ts";

export function routeListNotices({ app, servicesOf }: Api): void {
  platformRoute(app, listNotices, servicesOf, async ({ context, platform, query }) => {
    const { notices } = servicesOf(context.env);
    const page = { limit: query.limit + 1, before: readIdCursor(query.cursor) };
    const standing = (await notices.listNotices(platform, page)).map(
      ({ id, projectId, mode, kind, detail, createdAt }): NoticeView => ({
        id,
        projectId,
        mode,
        kind,
        detail,
        createdAt: timeText(createdAt),
      }),
    );
    return pageAnswer(standing, query.limit, ({ id }) => String(id));
  });
}
