import { type Me, type NoticeView, readMe } from "@dream-api/contract";
import { DreamError, isCovered, paidTiersPerProject, productNamesPerProject, quotas } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Services } from "../services.ts";
import type { Api } from "./api.ts";

const shownNotices = 25;

export function routeReadMe({ app, servicesOf }: Api): void {
  platformRoute(app, readMe, servicesOf, async ({ context, platform }) => {
    const { plans, accountView, clock, planRequiredFor } = servicesOf(context.env);
    const [account, use, notices] = await Promise.all([
      plans.readAccount(platform),
      accountView.readUse(platform),
      accountView.listStandingNotices(platform, shownNotices),
    ]);
    if (!account) throw new DreamError("no_platform");
    const { platformId, email, name, createdAt, plan } = account;
    const me: Me = {
      platform: { id: platformId, email, name, createdAt: new Date(createdAt).toISOString() },
      plan: isCovered(plan, clock().business) ? "paid" : "free",
      limits: {
        planRequiredFor,
        keyPairsPerMode: quotas.keyPairsPerMode,
        paidTiersPerProject,
        productsPerProject: productNamesPerProject,
        bytesPerAsset: quotas.bytesPerAsset,
      },
      quotas: {
        projects: { used: use.projects, limit: quotas.projects },
        assetBytes: { used: use.assetBytes, limit: quotas.assetBytes },
      },
      notices: notices.map(noticeView),
    };
    return context.json(me);
  });
}

type StandingNotice = Awaited<ReturnType<Services["accountView"]["listStandingNotices"]>>[number];

function noticeView({ id, projectId, mode, kind, detail, createdAt }: StandingNotice): NoticeView {
  return { id, projectId, mode, kind, detail, createdAt: new Date(createdAt).toISOString() };
}
