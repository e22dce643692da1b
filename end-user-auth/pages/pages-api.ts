/** The calls of the hosted pages to their own Worker. */
import type {
  ApproveReply,
  MembershipView,
  Mode,
  SignInClerk,
  SignInProject,
  SignInRequest,
} from "@dream-api/contract";

/** A call that did not go well. `unreachable` is ours: nobody answered. */
export class PageProblem extends Error {
  override readonly name = "PageProblem";
  readonly code: string;
  /** Null when nobody answered. */
  readonly requestId: string | null;

  constructor(code: string, requestId: string | null, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.requestId = requestId;
  }
}

export interface SignOutTarget {
  readonly project: SignInProject;
  readonly mode: Mode;
  readonly clerk: SignInClerk;
  readonly redirectUrl: string | null;
}

export interface AccountPage {
  readonly mode: Mode;
  readonly clerk: SignInClerk;
}

export type DenyReason = "access_denied" | "login_required" | "interaction_required";

export const readSignIn = (request: string) => ask<SignInRequest>(pathOf(request));

export const approve = (request: string, token: string, consent: boolean) =>
  ask<ApproveReply>(`${pathOf(request)}/approve`, { token, body: consent ? { consent } : {} });

export const deny = (request: string, reason: DenyReason) =>
  ask<{ redirectUrl: string }>(`${pathOf(request)}/deny`, { body: { reason } });

/** @param query as the page itself was opened with */
export const readSignOut = (query: string) => ask<SignOutTarget>(`/pages/sign-out${query}`);

export const readAccount = (mode: string) => ask<AccountPage>(`/pages/account/${encodeURIComponent(mode)}`);

export const listMemberships = (mode: Mode, token: string) =>
  ask<{ data: MembershipView[] }>(`/pages/account/${mode}/memberships`, { token });

export const leave = (mode: Mode, projectId: string, token: string) =>
  ask(`/pages/account/${mode}/memberships/${encodeURIComponent(projectId)}/leave`, { token, body: {} });

export const signOutEverywhere = (mode: Mode, token: string) =>
  ask(`/pages/account/${mode}/sign-out-everywhere`, { token, body: {} });

const pathOf = (request: string) => `/pages/requests/${encodeURIComponent(request)}`;

interface Call {
  readonly token?: string;
  /** Makes it a POST. */
  readonly body?: object;
}

/** @throws PageProblem */
async function ask<Reply>(path: string, { token, body }: Call = {}): Promise<Reply> {
  const headers: Record<string, string> = {};
  if (token !== undefined) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  const response = await fetch(path, {
    headers,
    ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
  }).catch((cause: unknown) => {
    throw new PageProblem("unreachable", null, cause);
  });
  const answer = await response.json().catch((cause: unknown) => {
    throw new PageProblem("internal_error", response.headers.get("X-Request-Id"), cause);
  });
  if (!response.ok) throw new PageProblem(answer.code ?? "internal_error", answer.requestId ?? null);
  return answer;
}
