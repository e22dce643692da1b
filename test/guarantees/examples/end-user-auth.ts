/** One good call for each endpoint of end-user-auth, from which the guarantees make the bad ones. */
import {
  authorizeUrl,
  type Browser,
  newPkce,
  type Person,
  passPages,
  redirectUri,
  requestOf,
  signIn,
} from "../../sign-in/sign-in-world.ts";
import type { WholeWorld } from "../../world/whole-world.ts";
import type { ApiCall, TestProject } from "../../world/world.ts";

export interface SignInStage {
  readonly world: WholeWorld;
  readonly app: TestProject;
  readonly person: Person;
  readonly browser: Browser;
}

export interface SignInExample {
  /** The whole request; without one the endpoint's own path and method are asked. */
  readonly request?: (stage: SignInStage) => Promise<ApiCall & { readonly path?: string }>;
}

const form = (fields: Record<string, string>): ApiCall => ({
  body: new URLSearchParams(fields).toString(),
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
});

const asPerson = ({ person }: SignInStage): ApiCall => ({ headers: { Authorization: `Bearer ${person.token}` } });

/** A request that waits in the stage's browser. */
async function waiting({ world, app, browser }: SignInStage): Promise<string> {
  return requestOf(await browser.open(authorizeUrl(world, app, newPkce())));
}

async function withToken({ world, app, person }: SignInStage): Promise<ApiCall> {
  const { access_token: token } = await signIn(world, app, person);
  return { headers: { Authorization: `Bearer ${token}` } };
}

const pathOf = (url: string) => new URL(url).pathname + new URL(url).search;

export const endUserAuthExamples: Record<string, SignInExample> = {
  authorize: { request: async ({ world, app }) => ({ path: pathOf(authorizeUrl(world, app, newPkce())) }) },
  exchangeToken: {
    async request({ world, app, browser, person }) {
      const pkce = newPkce();
      const back = await passPages(browser, authorizeUrl(world, app, pkce), person);
      return form({
        grant_type: "authorization_code",
        client_id: app.publishableKey,
        code: back.searchParams.get("code") ?? "",
        redirect_uri: redirectUri,
        code_verifier: pkce.verifier,
      });
    },
  },
  revokeToken: {
    async request({ world, app, person }) {
      const { refresh_token: token } = await signIn(world, app, person);
      return form({ token, client_id: app.publishableKey, token_type_hint: "refresh_token" });
    },
  },
  readUserinfo: { request: withToken },
  readUserinfoByPost: { request: withToken },
  readSigningKeys: {},
  readAuthorizationServer: {},
  readOpenidConfiguration: {},
  signOut: { request: async ({ app }) => ({ path: `/oauth/sign-out?client_id=${app.publishableKey}` }) },
  readSignInRequest: { request: async (stage) => ({ path: `/pages/requests/${await waiting(stage)}` }) },
  approveSignIn: {
    request: async (stage) => ({
      ...asPerson(stage),
      path: `/pages/requests/${await waiting(stage)}/approve`,
      body: { consent: true },
    }),
  },
  denySignIn: {
    request: async (stage) => ({
      path: `/pages/requests/${await waiting(stage)}/deny`,
      body: { reason: "login_required" },
    }),
  },
  readSignOut: { request: async ({ app }) => ({ path: `/pages/sign-out?client_id=${app.publishableKey}` }) },
  readAccountPage: { request: async () => ({ path: "/pages/account/live" }) },
  listMemberships: { request: async (stage) => ({ ...asPerson(stage), path: "/pages/account/test/memberships" }) },
  leaveProject: {
    async request(stage) {
      await signIn(stage.world, stage.app, stage.person);
      const path = `/pages/account/test/memberships/${stage.app.projectId}/leave`;
      return { ...asPerson(stage), path, body: {} };
    },
  },
  signOutEverywhere: {
    request: async (stage) => ({ ...asPerson(stage), path: "/pages/account/test/sign-out-everywhere", body: {} }),
  },
  showSignIn: {},
  showSignInStep: { request: async () => ({ path: "/sign-in/factor-one" }) },
  showSignUp: {},
  showSignUpStep: { request: async () => ({ path: "/sign-up/verify-email-address" }) },
  showConsent: {},
  showAccount: {},
  showAccountStep: { request: async () => ({ path: "/account/security" }) },
  showSignOut: {},
  readPageFile: { request: async () => ({ path: "/assets/page.css" }) },
  readHealth: {},
};
