/** The account page of a person: where they are a member, and the ways out. */
import {
  leaveProject as leave,
  listMemberships,
  type MembershipView,
  type Mode,
  signOutEverywhere as signOutAll,
} from "@dream-api/contract";
import { DreamError, leaveProject, parseProjectId, requirePerson, signOutEverywhere } from "@dream-api/domain";
import { openRoute } from "@dream-api/http";
import type { Services } from "../services.ts";
import type { Api } from "./api.ts";
import { requireOwnPage, requireSessionToken } from "./own-page.ts";

const noStore = { headers: { "Cache-Control": "no-store" } };

export function routeOwnAccount({ app, servicesOf }: Api): void {
  openRoute(app, listMemberships, async ({ context, params: { mode } }) => {
    const services = servicesOf(context.env);
    const clerkUserId = await readPerson(context.req.raw, mode, services);
    const own = await services.signIn.own.listOwn(mode, clerkUserId);
    const data = own.map(
      ({ scope, project, since, hasSubscription }): MembershipView => ({
        projectId: scope.projectId,
        project,
        since: new Date(since).toISOString(),
        hasSubscription,
      }),
    );
    return Response.json({ data }, noStore);
  });

  openRoute(app, leave, async ({ context, params: { mode, projectId } }) => {
    const services = servicesOf(context.env);
    requireOwnPage(context.req.raw, services);
    const clerkUserId = await readPerson(context.req.raw, mode, services);
    const parsed = parseProjectId(projectId);
    if (!parsed) throw new DreamError("not_found");
    await leaveProject(mode, clerkUserId, parsed, services.signIn);
    return Response.json({ left: true }, noStore);
  });

  openRoute(app, signOutAll, async ({ context, params: { mode } }) => {
    const services = servicesOf(context.env);
    requireOwnPage(context.req.raw, services);
    const clerkUserId = await readPerson(context.req.raw, mode, services);
    await signOutEverywhere(mode, clerkUserId, { ...services.signIn, provider: services.clerk[mode].backend });
    return Response.json({ signedOut: true }, noStore);
  });
}

/** @throws DreamError `unauthorized`; ProviderFailure */
async function readPerson(request: Request, mode: Mode, { signIn }: Services): Promise<string> {
  const { person } = await requirePerson(requireSessionToken(request), signIn.providerOf(mode));
  return person.clerkUserId;
}
